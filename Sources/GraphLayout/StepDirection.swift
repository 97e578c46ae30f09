/// A step from one node of the drawing to another.
public enum StepDirection: CaseIterable, Hashable, Sendable {
  case left, right, up, down
}
