import Kubernetes
import Texts
import TrafficConfig

/// Why a step failed.
struct StepFailure: Error, Sendable {
  var text: String
  var exitCode: Int32
  /// Whether the write may have happened all the same.
  var isUnknown = false
  /// The server's refusal, where it was one.
  var refusal: KubernetesError?

  init(text: String, exitCode: Int32) {
    self.text = text
    self.exitCode = exitCode
  }

  init(_ error: KubernetesError) {
    self.init(text: error.operatorText, exitCode: error.exitCode)
    refusal = error
  }

  static func cancelled(_ reference: ObjectReference) -> StepFailure {
    StepFailure(text: tr("The change was cancelled at \(reference)."), exitCode: 1)
  }
}
