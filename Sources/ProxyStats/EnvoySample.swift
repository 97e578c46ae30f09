/// One line of a Prometheus page that is about Envoy itself.
struct EnvoySample {
  /// Without the leading `envoy_`.
  let name: String
  /// Without the `envoy_` that Envoy's own tag rules put in front of the names.
  private let labels: [(name: String, value: String)]
  let value: Double

  /// Nil for comments, other metrics and what is no sample.
  init?(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
    guard Bytes.hasPrefix("envoy_", at: start, to: end) else { return nil }
    var place = start + 6
    let nameStart = place
    while place < end, place[0] != UInt8(ascii: "{"), !Bytes.isBlank(place[0]) { place += 1 }
    name = Self.text(nameStart, place)
    var labels: [(name: String, value: String)] = []
    if place < end, place[0] == UInt8(ascii: "{") {
      place += 1
      while place < end, place[0] != UInt8(ascii: "}") {
        if place[0] == UInt8(ascii: ",") || Bytes.isBlank(place[0]) {
          place += 1
          continue
        }
        guard let equals = Bytes.find(UInt8(ascii: "="), from: place, to: end), equals + 1 < end,
          equals[1] == Bytes.quote
        else { return nil }
        var close = equals + 2
        while close < end, close[0] != Bytes.quote { close += close[0] == Bytes.backslash ? 2 : 1 }
        guard close < end else { return nil }
        let name = Self.text(place, equals)
        labels.append((name.hasPrefix("envoy_") ? String(name.dropFirst(6)) : name, Self.text(equals + 2, close)))
        place = close + 1
      }
      guard place < end else { return nil }
      place += 1
    }
    self.labels = labels
    var last = end
    while last > place, Bytes.isBlank(last[-1]) || last[-1] == UInt8(ascii: "\r") { last -= 1 }
    guard let value = NumberParser.parse(Bytes.skipBlanks(from: place, to: last), last), value.isFinite, value >= 0
    else { return nil }
    self.value = value
  }

  /// The value of a label; nil if it is missing or empty.
  subscript(label: String) -> String? {
    labels.first { $0.name == label }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  private static func text(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: max(0, end - start)), as: UTF8.self)
  }
}
