/** The annotations a connector is written with. Depends on nothing. */
module dev.durableingest.annotations {
  exports dev.durableingest.annotations;
}
