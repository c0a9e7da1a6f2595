/**
 * What a connector author annotates: sources, resources, columns and options. Holds no behaviour;
 * the processor reads these annotations, and nothing reads them at run time.
 */
package dev.durableingest.annotations;
