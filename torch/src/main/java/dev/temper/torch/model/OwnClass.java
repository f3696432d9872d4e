package dev.temper.torch.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** A model that a class of the user's is, by its name. */
final class OwnClass {

  private static final String ACCEPTED =
      "; a public class is needed that implements dev.temper.torch.model.Model, Model.Factory or"
          + " ModuleFactory and has a public constructor without arguments.";

  private OwnClass() {}

  /**
   * The model.
   *
   * @param name of the class, as the class path of the thread's context has it
   * @throws IllegalArgumentException if there is no such class or it is of another kind; one line
   */
  static Model named(String name) {
    Object made = instance(name);
    if (made instanceof Model model) {
      return model;
    }
    if (made instanceof Model.Factory factory) {
      return Model.of(name, factory);
    }
    if (made instanceof ModuleFactory factory) {
      return Model.ofModule(name, factory);
    }
    throw new IllegalArgumentException("The class '" + name + "' is no model" + ACCEPTED);
  }

  private static Object instance(String name) {
    try {
      Class<?> type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      if (!Modifier.isPublic(type.getModifiers())) {
        throw new IllegalArgumentException("The class '" + name + "' is not public" + ACCEPTED);
      }
      return type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "There is no model '"
              + name
              + "': neither a file nor a class of that name is there. Accepted: "
              + String.join(", ", Models.names())
              + ", a TorchScript file, or a class on --class-path.",
          e);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new IllegalArgumentException(
          "The class '" + name + "' cannot be made without arguments" + ACCEPTED, e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "The class '" + name + "' cannot be made: " + e.getCause() + ".", e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "The class '" + name + "' cannot be loaded: " + e + ".", e);
    }
  }
}
