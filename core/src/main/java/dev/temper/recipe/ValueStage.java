package dev.temper.recipe;

/** A stage that finds one value by experiments, and is left out where that value is given. */
interface ValueStage {

  /** The updates that it makes at most. */
  double iterations(Prescription current);

  /** The values so far with the one that was found; tells how. */
  Prescription run(Story story, Prescription current);
}
