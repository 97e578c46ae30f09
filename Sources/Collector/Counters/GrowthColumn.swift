import ProxyStats

/// What counters grew by between two polls, by their positions, as bytes: most did not grow, or only a little.
struct GrowthColumn: Sendable {
  /// The end of what it covers, in seconds since 1970.
  let time: Double
  /// A byte up to `largest` is a growth; the codes above say what follows. Zeros at the end are left out.
  private let bytes: [UInt8]

  private static let largest: UInt8 = 251
  /// The number of zeros follows in a byte.
  private static let zeros: UInt8 = 252
  /// Two, four bytes of a whole number, eight of any other.
  private static let short: UInt8 = 253
  private static let long: UInt8 = 254
  private static let double: UInt8 = 255

  /// - Parameter growth: by position, not negative.
  init(time: Double, growth: [Double] = []) {
    self.time = time
    var bytes: [UInt8] = []
    var run = 0
    for value in growth {
      if value == 0 {
        run += 1
        continue
      }
      Self.append(zeros: run, to: &bytes)
      run = 0
      Self.append(value, to: &bytes)
    }
    bytes.fit()
    self.bytes = bytes
  }

  /// Adds what it holds to sums by position, which must be as many at least. Linear in them.
  func add(to sums: inout [Double]) {
    sums.withUnsafeMutableBufferPointer { sums in
      bytes.withUnsafeBytes { raw in
        var position = 0
        var place = 0
        while place < raw.count {
          let code = raw[place]
          place += 1
          switch code {
          case Self.zeros:
            position += Int(raw[place])
            place += 1
            continue
          case Self.short:
            sums[position] += Double(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
            place += 2
          case Self.long:
            sums[position] += Double(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            place += 4
          case Self.double:
            let bits = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            sums[position] += Double(bitPattern: bits)
            place += 8
          default: sums[position] += Double(code)
          }
          position += 1
        }
      }
    }
  }

  /// What `count` counters grew by in this and in another one together.
  func sums(with other: GrowthColumn, count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    add(to: &sums)
    other.add(to: &sums)
    return sums
  }

  private static func append(zeros count: Int, to bytes: inout [UInt8]) {
    var left = count
    while left > 1 {
      let run = min(left, 255)
      bytes += [zeros, UInt8(run)]
      left -= run
    }
    if left == 1 { bytes.append(0) }
  }

  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value >= 0, value <= Double(UInt32.max), value == value.rounded(.down) else {
      bytes.append(double)
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      return
    }
    let whole = UInt32(value)
    if whole <= UInt32(largest) {
      bytes.append(UInt8(whole))
    } else if whole <= UInt32(UInt16.max) {
      bytes.append(short)
      withUnsafeBytes(of: UInt16(whole).littleEndian) { bytes.append(contentsOf: $0) }
    } else {
      bytes.append(long)
      withUnsafeBytes(of: whole.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }
}
