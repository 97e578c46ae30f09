/// Why a JSON patch could not be applied.
public struct JSONPatchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The index of the operation, from 0; nil if the patch as a whole is malformed.
  public let operation: Int?
  public let message: String
  /// A `test` operation did not hold, rather than an operation being wrong.
  public let isFailedTest: Bool

  public init(operation: Int?, message: String, isFailedTest: Bool = false) {
    self.operation = operation
    self.message = message
    self.isFailedTest = isFailedTest
  }

  public var description: String { operation.map { "operation \($0): \(message)" } ?? message }
}
