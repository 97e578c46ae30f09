/// The directions in which a line leaves the middle of a cell.
public struct LineArms: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let north = LineArms(rawValue: 1)
  public static let east = LineArms(rawValue: 2)
  public static let south = LineArms(rawValue: 4)
  public static let west = LineArms(rawValue: 8)

  public static let horizontal: LineArms = [.east, .west]
  public static let vertical: LineArms = [.north, .south]
  public static let all: LineArms = [.north, .east, .south, .west]
}
