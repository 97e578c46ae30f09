#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few operations on raw memory that the parser's speed rests on; the C library vectorises them.
enum Bytes {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  /// Whether `count` bytes are the same at both places.
  @inline(__always)
  static func equal(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    count == 0 || memcmp(a, b, count) == 0
  }

  /// The first place of `byte` in `start..<end`, or nil.
  @inline(__always)
  static func find(_ byte: UInt8, from start: UnsafeRawPointer, to end: UnsafeRawPointer) -> UnsafeRawPointer? {
    start < end ? memchr(start, Int32(byte), end - start).map { UnsafeRawPointer($0) } : nil
  }

  /// The last place of `byte` in `start..<end`, or nil.
  static func findLast(_ byte: UInt8, from start: UnsafeRawPointer, to end: UnsafeRawPointer) -> UnsafeRawPointer? {
    var place = end
    while place > start {
      place -= 1
      if place[0] == byte { return place }
    }
    return nil
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// The first place in `start..<end` that is neither blank nor tab, or `end`.
  @inline(__always)
  static func skipBlanks(from start: UnsafeRawPointer, to end: UnsafeRawPointer) -> UnsafeRawPointer {
    var place = start
    while place < end, isBlank(place[0]) { place += 1 }
    return place
  }

  /// Whether the memory `start..<end` begins with the literal.
  @inline(__always)
  static func hasPrefix(_ literal: StaticString, at start: UnsafeRawPointer, to end: UnsafeRawPointer) -> Bool {
    end - start >= literal.utf8CodeUnitCount && equal(start, literal.utf8Start, literal.utf8CodeUnitCount)
  }
}

extension UnsafeRawPointer {
  /// The byte at an offset.
  @inline(__always)
  subscript(offset: Int) -> UInt8 { load(fromByteOffset: offset, as: UInt8.self) }
}
