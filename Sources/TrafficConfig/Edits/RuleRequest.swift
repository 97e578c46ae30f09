import MeshModel

/// The wish to have an entry of a service's ordered list of rules made or edited, by its place.
public struct RuleRequest: Sendable, Hashable {
  public enum Place: Sendable, Hashable {
    /// The rule that is there, from 0.
    case edit(Int)
    /// A new rule that gets this place, from 0.
    case insert(Int)
  }

  public var service: ServiceID
  /// Nil means the object in effect, or a new one where there is none.
  public var virtualService: ObjectReference?
  public var place: Place
  /// Groups of conditions: all of a group have to hold, any group suffices, none means everyone. Nil leaves them.
  public var matches: [[MatchCondition]]?
  /// Versions of the service or other services; the weights sum to 100. Nil leaves what the rule does.
  public var targets: [ShiftRequest.Weight]?
  /// The route's name; nil leaves it.
  public var name: String?
  public var expiry: Expiry

  public init(
    service: ServiceID, virtualService: ObjectReference? = nil, place: Place, matches: [[MatchCondition]]? = nil,
    targets: [ShiftRequest.Weight]? = nil, name: String? = nil, expiry: Expiry = .never
  ) {
    self.service = service
    self.virtualService = virtualService
    self.place = place
    self.matches = matches
    self.targets = targets
    self.name = name
    self.expiry = expiry
  }
}
