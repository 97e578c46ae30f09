/// Where a route stands.
public struct RouteLocation: Sendable, Hashable, CustomStringConvertible {
  public var virtualService: ObjectReference
  public var section: RouteSection
  /// From 0, in the section's list.
  public var index: Int
  public var name: String?

  public init(virtualService: ObjectReference, section: RouteSection = .http, index: Int, name: String? = nil) {
    self.virtualService = virtualService
    self.section = section
    self.index = index
    self.name = name
  }

  /// Such as `VirtualService default/reviews http[1]`.
  public var description: String { "\(virtualService) \(section.rawValue)[\(index)]" }
}
