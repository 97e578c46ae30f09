import Documents

/// All objects of a kind as the last events left them, decoded into what the owner wants to keep of each.
public struct ResourceStore<Value: Sendable>: Sendable {
  /// How far the store can be trusted.
  public enum State: Sendable, Hashable {
    /// Nothing was read yet.
    case loading
    /// Follows the server.
    case current
    /// The objects are those of earlier; the error says why nothing newer came.
    case stale(KubernetesError)
  }

  public let kind: ResourceKind
  /// Nil for all namespaces.
  public let namespace: String?
  public private(set) var objects: [ObjectKey: Value] = [:]
  public private(set) var resourceVersion = ""
  public private(set) var state = State.loading
  /// Grows with every change of `objects`; equal revisions of one store mean equal objects.
  public private(set) var revision = 0
  /// Why changes are not followed although lists can be read, such as a proxy that answers watches by itself; nil where
  /// they are.
  public private(set) var watchProblem: KubernetesError?
  private let decode: @Sendable (JSONValue) -> Value?

  /// - Parameter decode: what to keep of an object; nil leaves the object out.
  public init(kind: ResourceKind, namespace: String?, decode: @escaping @Sendable (JSONValue) -> Value?) {
    self.kind = kind
    self.namespace = namespace
    self.decode = decode
  }

  /// The values in the order of their keys.
  ///
  /// - Complexity: O(n log n).
  public var sorted: [Value] { objects.sorted { $0.key < $1.key }.map(\.value) }

  /// Takes the place of everything by a list.
  public mutating func replace(with list: ObjectList) {
    var fresh: [ObjectKey: Value] = [:]
    fresh.reserveCapacity(list.items.count)
    for item in list.items {
      if let key = ObjectKey(item) { fresh[key] = decode(item) }
    }
    objects = fresh
    resourceVersion = list.resourceVersion
    state = .current
    revision += 1
  }

  /// Takes in the events of a watch.
  ///
  /// - Returns: whether an object changed; a bookmark only moves `resourceVersion`.
  @discardableResult
  public mutating func apply(_ events: [WatchEvent]) -> Bool {
    var changed = false
    for event in events {
      switch event {
      case .added(let object), .modified(let object):
        guard let key = ObjectKey(object) else { continue }
        objects[key] = decode(object)
        changed = true
      case .deleted(let object):
        guard let key = ObjectKey(object) else { continue }
        if objects.removeValue(forKey: key) != nil { changed = true }
      case .bookmark: break
      }
      if let version = event.resourceVersion { resourceVersion = version }
    }
    state = .current
    if changed { revision += 1 }
    if watchProblem != nil {
      watchProblem = nil
      return true
    }
    return changed
  }

  /// Notes that changes cannot be followed; with nil that they can.
  ///
  /// - Returns: whether that is news.
  mutating func noteWatch(_ problem: KubernetesError?) -> Bool {
    defer { watchProblem = problem }
    return watchProblem != problem
  }

  /// Keeps the objects but says that they may be old.
  public mutating func markStale(_ error: KubernetesError) { state = .stale(error) }
}
