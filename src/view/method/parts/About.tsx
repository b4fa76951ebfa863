/** The question that all the rest answers. */
import { Part } from "../Part.tsx";

export function About() {
  return (
    <Part id="question">
      <p>
        A video classifier says “Moving something up”. Did it see the movement, or only a hand and an object
        that often move up? A heat map over the pixels shows where it looked, but not <em>when</em>, and not
        whether the motion mattered.
      </p>
      <p>
        This lab asks by experiment. It takes motion away from some frames and sees whether the score of one
        class, the <em>target</em>, survives. Then it looks for the fewest frames for which it does not. Those
        are the frames whose motion the model needs. At last it plays the same frames backwards: if the score
        survives that, the model needs motion there, but not its direction.
      </p>
      <p>
        The method is that of Mänttäri, Broomé, Folkesson and Kjellström (ACCV 2020), who carried the
        meaningful perturbations of Fong and Vedaldi (ICCV 2017) from space to time, and compared a 3D
        convolutional network with a convolutional LSTM by it.
      </p>
    </Part>
  );
}
