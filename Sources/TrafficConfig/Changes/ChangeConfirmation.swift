import Documents
import Texts

/// What has to be typed before a plan is written, where one key would be too little for what it does.
public struct ChangeConfirmation: Sendable, Hashable {
  /// The name to type: of the context, the service or the object.
  public var word: String
  /// A sentence: why it is asked for.
  public var reason: String

  public init(word: String, reason: String) {
    self.word = word
    self.reason = reason
  }
}

extension ChangePlan {
  /// What has to be typed before this is written; nil where a key suffices.
  ///
  /// A protected context wants its name for every write. Elsewhere it is asked for where much is at stake: routing that
  /// goes as a whole, rules for more hosts than one, and interventions in at least half of all requests. Taking such a
  /// change back is no such case.
  ///
  /// - Parameter protectedContext: the name of the context if the user's settings protect it.
  public func confirmation(protectedContext: String?) -> ChangeConfirmation? {
    if let protectedContext {
      return ChangeConfirmation(
        word: protectedContext, reason: tr("The context \(protectedContext) is protected: each write wants its name."))
    }
    guard undoOf == nil else { return nil }
    return changes.lazy.compactMap(\.confirmation).first
  }
}

extension ObjectChange {
  /// From this percentage of all requests on, an intervention wants more than a key.
  private static let largeShare = 50.0

  fileprivate var confirmation: ChangeConfirmation? {
    let name = reference.name
    if reference.kind == VirtualService.kind, operation == .delete {
      return ChangeConfirmation(word: name, reason: tr("\(reference) goes as a whole, with all routing in it."))
    }
    if let hosts = wildcardHosts {
      return ChangeConfirmation(word: name, reason: tr("\(reference) is for all services under \(hosts)."))
    }
    let share = Self.interventions(after)
    guard share >= Self.largeShare, share > Self.interventions(before) else { return nil }
    let host = (after?["spec"]?["hosts"]?.strings ?? []).first ?? name
    return ChangeConfirmation(
      word: host.split(separator: ".").first.map(String.init) ?? name,
      reason: tr("It meets \(Percent.text(share)) of all requests to \(host)."))
  }

  /// The hosts with a wildcard that the object has rules for inside the mesh.
  private var wildcardHosts: String? {
    guard let spec = (after ?? before)?["spec"] else { return nil }
    let hosts: [String]
    switch reference.kind {
    case VirtualService.kind:
      let gateways = spec["gateways"]?.strings ?? []
      guard gateways.isEmpty || gateways.contains(VirtualService.mesh) else { return nil }
      hosts = spec["hosts"]?.strings ?? []
    case DestinationRule.kind: hosts = [spec["host"]?.string].compactMap(\.self)
    default: return nil
    }
    let wild = hosts.filter(HostName.isWildcard)
    return wild.isEmpty ? nil : wild.joined(separator: ", ")
  }

  /// The largest percentage of requests that a rule without conditions delays, fails, or answers itself.
  private static func interventions(_ document: JSONValue?) -> Double {
    let routes = (document?["spec"]?["http"]?.array ?? []).filter { $0["match"]?.array?.isEmpty ?? true }
    return routes.map { route in
      if route["redirect"]?.object != nil || route["directResponse"]?.object != nil { return 100 }
      let faults = ["delay", "abort"].map { route["fault"]?[$0]?["percentage"]?["value"]?.double ?? 0 }
      return faults.max() ?? 0
    }.max() ?? 0
  }
}
