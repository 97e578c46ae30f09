import Foundation

/// How somebody sees who lacks one kind of cones.
enum ColorVision: String, CaseIterable { case deuteranopia, protanopia }

/// A colour in linear light, with the measures that the themes are held to.
struct TestColor {
  var red: Double
  var green: Double
  var blue: Double

  static let black = TestColor(red: 0, green: 0, blue: 0)
  static let white = TestColor(red: 1, green: 1, blue: 1)

  init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// One of the colours 16...255 of the palette; nil for others, which users set.
  init?(index: Int) {
    guard (16...255).contains(index) else { return nil }
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = index - 16
    let channels =
      index >= 232
      ? Array(repeating: 8 + 10 * (index - 232), count: 3)
      : [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
    let linear = channels.map { value -> Double in
      let channel = Double(value) / 255
      return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
    self.init(red: linear[0], green: linear[1], blue: linear[2])
  }

  /// By WCAG 2.1: 1 to 21.
  func contrast(with other: TestColor) -> Double {
    (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
  }

  private var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// The colour as it is seen, by Machado, Oliveira and Fernandes (2009), severity 1.
  func seen(with vision: ColorVision) -> TestColor {
    let rows: [[Double]] =
      switch vision {
      case .deuteranopia:
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
      case .protanopia:
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
      }
    let parts = rows.map { max(0, min(1, $0[0] * red + $0[1] * green + $0[2] * blue)) }
    return TestColor(red: parts[0], green: parts[1], blue: parts[2])
  }

  /// In OKLab, where 0.02 is just to be seen and black to white is 1.
  func distance(to other: TestColor) -> Double {
    zip(lab, other.lab).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  private var lab: [Double] {
    let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return [
      0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
      1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
      0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]
  }
}
