import Texts

/// For meshes whose proxies have no admin interface within reach.
public struct AbsentAdmin: ProxyAdmin {
  public init() {}

  public func get(_ path: String, of request: PollRequest) async throws(PollFailure) -> [UInt8] {
    throw PollFailure(reason: tr("there is no way to its admin interface"))
  }
}
