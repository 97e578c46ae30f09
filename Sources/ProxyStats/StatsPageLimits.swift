/// What one page may ask of us before it is cut off.
public struct StatsPageLimits: Hashable, Sendable {
  /// The longest line, in bytes.
  public var lineBytes: Int
  /// The largest page, in bytes.
  public var pageBytes: Int
  /// The most lines that are remembered for one proxy.
  public var slots: Int

  /// Real lines stay below 2 KB and real pages below 32 MB.
  public init(lineBytes: Int = 65_536, pageBytes: Int = 64 << 20, slots: Int = 250_000) {
    self.lineBytes = lineBytes
    self.pageBytes = pageBytes
    self.slots = slots
  }
}
