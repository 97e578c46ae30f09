/// The flags of one request in the order in which they were set, which is how Envoy prints them.
struct ResponseFlags: Hashable, Sendable {
  /// One flag a byte, the first in the lowest; a request never collects more than four.
  private var packed: UInt32 = 0

  init() {}

  init(_ flags: ResponseFlag...) { flags.forEach { insert($0) } }

  /// Adds a flag behind the others unless it is there.
  mutating func insert(_ flag: ResponseFlag) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      let byte = UInt8(truncatingIfNeeded: packed >> shift)
      if byte == flag.rawValue { return }
      if byte == 0 {
        packed |= UInt32(flag.rawValue) << shift
        return
      }
    }
  }

  var flags: [ResponseFlag] {
    stride(from: UInt32(0), to: 32, by: 8).compactMap {
      ResponseFlag(rawValue: UInt8(truncatingIfNeeded: packed >> $0))
    }
  }

  /// Comma-joined, `-` for none.
  var text: String { packed == 0 ? "-" : flags.map(\.text).joined(separator: ",") }
}
