/// The answer of a pod's port.
public struct PodAnswer: Sendable, Hashable {
  public var status: Int
  public var contentType: String
  public var body: [UInt8]

  public init(status: Int = 200, contentType: String = "text/plain; charset=UTF-8", body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }
}
