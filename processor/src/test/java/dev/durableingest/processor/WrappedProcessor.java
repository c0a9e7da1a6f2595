package dev.durableingest.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** A processor whose environment is not the compiler's own, as build tools and IDEs wrap it. */
final class WrappedProcessor extends AbstractProcessor {
  private final AbstractProcessor wrapped;
  private final UnaryOperator<ProcessingEnvironment> wrapping;

  WrappedProcessor(AbstractProcessor wrapped, UnaryOperator<ProcessingEnvironment> wrapping) {
    this.wrapped = wrapped;
    this.wrapping = wrapping;
  }

  /** An environment like this one, with another filer. */
  static ProcessingEnvironment withFiler(ProcessingEnvironment environment, Filer filer) {
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            WrappedProcessor.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("getFiler")
                    ? filer
                    : method.invoke(environment, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return wrapped.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    wrapped.init(wrapping.apply(environment));
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return wrapped.process(annotations, round);
  }
}
