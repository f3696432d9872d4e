package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model may be a class of the user's, by its name. */
@ExtendWith(OnlyRightConvolutions.class)
class OwnClassTest {

  /** Builds a network. */
  public static final class Layers implements Model.Factory {
    @Override
    public Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
      return LayeredNetwork.builder(shape, generator).linear(outputs).build();
    }
  }

  /** Builds a module. */
  public static final class Wide implements ModuleFactory {
    @Override
    public ForwardModule create(List<Long> shape, int outputs) {
      WideModule module = new WideModule(shape.get(0), outputs, 0);
      return new ForwardModule(module, module::forward);
    }
  }

  /** Is no model. */
  public static final class Other {}

  static final class Hidden {}

  /** Cannot be made without being told more. */
  public record Told(String more) {}

  @Test
  void aFactoryOrAModuleFactoryIsAModelOfItsName() {
    for (Class<?> type : List.of(Layers.class, Wide.class)) {
      assertThat(Models.named(type.getName()).name()).isEqualTo(type.getName());
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Other.class, Hidden.class, Told.class})
  void anotherClassIsRefused(Class<?> type) {
    assertThatThrownBy(() -> Models.named(type.getName()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n")
        .contains("'" + type.getName() + "'", "ModuleFactory");
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Models.named("com.acme.Nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n")
        .contains("'com.acme.Nowhere'", "mlp, cnn, lenet", "--class-path");
  }
}
