import Dashboard
import MeshModel

extension ConnectionState {
  /// How the way to the mesh is, as a snapshot tells it.
  init(_ snapshot: MeshSnapshot) {
    guard let problem = snapshot.controlPlaneProblem else {
      self = .connected
      return
    }
    let trouble: Trouble =
      switch problem.kind {
      case .unreachable: .unreachable
      case .unauthorized: .unauthorized
      case .forbidden: .forbidden
      case .other: .other
      }
    self = .failing(trouble, message: problem.text)
  }
}
