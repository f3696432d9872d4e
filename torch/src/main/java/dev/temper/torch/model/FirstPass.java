package dev.temper.torch.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A training pass over two examples of zeros, of a network that is thrown away afterwards. */
final class FirstPass {

  private FirstPass() {}

  /**
   * Whether the pass draws from the library's own generator.
   *
   * @param name of the network, for the message
   * @throws IllegalArgumentException if the pass fails; one line
   */
  static boolean draws(String name, Network network, List<Long> shape) {
    try (PointerScope scope = new PointerScope()) {
      List<Long> batch = new ArrayList<>(shape);
      batch.add(0, 2L);
      Tensor zeros = torch.zeros(batch.stream().mapToLong(Long::longValue).toArray());
      Pass pass = new Pass(true, new GeneratorOptional(torch.createCPUGenerator(0)));
      return DefaultGenerator.isDrawnFromBy(() -> network.forward(zeros, pass));
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The network '"
              + name
              + "' cannot be trained on examples of shape "
              + shape
              + ": "
              + ScriptError.line(e)
              + ".",
          e);
    }
  }
}
