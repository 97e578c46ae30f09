import Glibc

/// The system's words for an error number.
enum SystemError {
  static func text(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    // The GNU form of the function is not visible from Swift; the POSIX one fills the buffer.
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
