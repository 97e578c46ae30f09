import TrafficConfig

/// Collects what cannot be carried over; each problem once, in the order in which they are found.
final class EnvoyProblemLog {
  private(set) var problems: [EnvoyProblem] = []
  private var known: Set<EnvoyProblem> = []

  func add(_ object: ObjectReference, _ path: String?, _ message: String) {
    let problem = EnvoyProblem(object: object, path: path, message: message)
    if known.insert(problem).inserted { problems.append(problem) }
  }
}
