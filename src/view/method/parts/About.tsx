/** The question that the method answers. */
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
        This lab finds out by experiment. It takes the motion out of some frames and checks whether the score
        of one class, the <em>target</em>, survives. Then it looks for the fewest frames for which it does
        not: those are the frames whose motion the model relies on. Finally it plays the same frames
        backwards. If the score survives that, the model needs motion there, but not its direction.
      </p>
      <p>
        The method is by Mänttäri, Broomé, Folkesson and Kjellström (ACCV 2020). They carried the meaningful
        perturbations of Fong and Vedaldi (ICCV 2017) over from space to time, and used them to compare a 3D
        convolutional network with a convolutional LSTM.
      </p>
    </Part>
  );
}
