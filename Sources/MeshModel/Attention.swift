/// What somebody looks at: what has to be read at the full rate.
public enum Attention: Hashable, Sendable {
  case everything
  /// Services, workloads and apps, and all that they exchange requests with.
  case subjects(Set<Subject>)

  /// Whatever goes by a name in a namespace: a service, its workloads and apps alike.
  public struct Subject: Hashable, Sendable {
    public var namespace: String
    public var name: String

    public init(namespace: String, name: String) {
      self.namespace = namespace
      self.name = name
    }
  }

  /// What is looked at in two places.
  public func union(_ other: Attention) -> Attention {
    guard case .subjects(let mine) = self, case .subjects(let theirs) = other else { return .everything }
    return .subjects(mine.union(theirs))
  }
}
