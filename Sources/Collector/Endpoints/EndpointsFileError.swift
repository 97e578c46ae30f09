/// What is wrong with a list of proxies.
public struct EndpointsFileError: Error, Sendable, Hashable, CustomStringConvertible {
  public let message: String

  public init(message: String) { self.message = message }

  public var description: String { message }
}
