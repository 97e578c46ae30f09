/// Istio's rules for names, ports, labels and headers. Each function returns what is wrong, or nil.
enum NameRules {
  /// `[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?`, at most 63: Istio allows capitals here.
  static func isLabel(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  static func fqdn(_ text: String) -> String? {
    if text.isEmpty { return "empty domain name not allowed" }
    if text.utf8.count > 255 { return "domain name \"\(text)\" too long (max 255)" }
    let name = text.hasSuffix(".") ? text.dropLast() : text[...]
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    for label in labels where !isLabel(label) {
      return "domain name \"\(text)\" invalid (label \"\(label)\" invalid)"
    }
    if let top = labels.last, top.utf8.allSatisfy({ isDigit($0) }) {
      return "domain name \"\(text)\" invalid (top level domain \"\(top)\" cannot be all-numeric)"
    }
    return nil
  }

  /// An FQDN, or one whose first label is `*`, `*x` or `*-x`; alone or before more.
  static func wildcardDomain(_ text: String) -> String? {
    guard text.hasPrefix("*") else { return fqdn(text) }
    if text == "*" || text == "*." { return nil }
    let labels = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let first = labels[0].dropFirst()
    let rest = first.first == "-" ? first.dropFirst() : first
    if !rest.isEmpty, !isLabel(rest) { return "domain name \"\(text)\" invalid (label \"\(labels[0])\" invalid)" }
    if labels[0] == "*-" { return "domain name \"\(text)\" invalid (label \"*-\" invalid)" }
    return labels.count > 1 ? fqdn(String(labels[1])) : nil
  }

  /// A name alone, `namespace/name`, or the old dotted form.
  static func gatewayReference(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 2 { return "config namespace and gateway name cannot be empty" }
    if parts.count == 2 {
      if parts[0].isEmpty || parts[1].isEmpty { return "config namespace and gateway name cannot be empty" }
      if !isLabel(parts[0]) { return "invalid value for namespace: \"\(parts[0])\"" }
      if !isLabel(parts[1]) { return "invalid value for gateway name: \"\(parts[1])\"" }
      return nil
    }
    return fqdn(text)
  }

  static func port(_ number: Int) -> String? {
    (1...65535).contains(number) ? nil : "port number \(number) must be in the range 1..65535"
  }

  static func labels(_ labels: [String: String]) -> String? {
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
      if !isLabelKey(key) { return "invalid tag key: \"\(key)\"" }
      if !value.isEmpty, !isLabelValue(value) { return "invalid tag value: \"\(value)\"" }
    }
    return nil
  }

  private static func isLabelKey(_ key: String) -> Bool {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, parts.count <= 2, name.utf8.count <= 63, isLabelValue(name) else { return false }
    return parts.count == 1
      || (parts[0].utf8.count <= 253
        && parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isLabel($0) })
  }

  /// Letters, digits, `.`, `_` and `-`, with a letter or digit at both ends.
  private static func isLabelValue(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.suffix(1).first else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy {
        isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      }
  }

  /// An RFC 7230 token.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
  }

  static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        part.utf8.count <= 3 && part.utf8.allSatisfy { isDigit($0) }
          && (part == "0" || part.utf8.first != UInt8(ascii: "0"))
          && (Int(part) ?? 256) < 256
      }
  }

  static func isIPv6(_ text: String) -> Bool {
    guard text.contains(":"), !text.contains(":::") else { return false }
    var groups = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let gaps = groups.dropFirst().dropLast().count { $0.isEmpty }
    if groups.first?.isEmpty == true {
      guard text.hasPrefix("::") else { return false }
      groups.removeFirst()
    }
    if groups.last?.isEmpty == true {
      guard text.hasSuffix("::") else { return false }
      groups.removeLast()
    }
    var length = 0
    for (index, group) in groups.enumerated() where !group.isEmpty {
      if index == groups.count - 1, isIPv4(group) {
        length += 2
      } else {
        guard group.utf8.count <= 4, UInt32(group, radix: 16) != nil, group.first != "+" else { return false }
        length += 1
      }
    }
    return gaps <= 1 && (gaps == 1 ? length < 8 : length == 8)
  }

  static func isIP(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

  /// An address, or one with a prefix length.
  static func subnet(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, isIP(String(parts[0])) else { return "\(text) is not a valid IP address or CIDR block" }
    guard parts.count == 2 else { return nil }
    let limit = isIPv4(String(parts[0])) ? 32 : 128
    guard let length = Int(parts[1]), (0...limit).contains(length) else {
      return "\(text) is not a valid CIDR block"
    }
    return nil
  }

  /// A header name that a route sets, adds or removes.
  static func headerOperation(_ name: String, allowsAuthority: Bool) -> String? {
    if name.isEmpty { return "header name cannot be empty" }
    let isAuthority = name.lowercased() == ":authority" || name.lowercased() == "host"
    if isAuthority, allowsAuthority { return nil }
    if name.lowercased() == "host" { return "invalid header \"\(name)\": cannot set Host header" }
    return name.hasPrefix(":") ? "invalid header \"\(name)\": header cannot have \":\" prefix" : nil
  }

  /// No control characters, and every `%` doubled or part of a closed `%VARIABLE%`.
  static func headerValue(_ value: String) -> String? {
    let isClean = value.unicodeScalars.allSatisfy { $0.value == 9 || ($0.value >= 0x20 && $0.value != 0x7f) }
    guard isClean else { return "header value configuration \(value) is invalid" }
    var rest = value[...]
    while let start = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: start)...]
      if rest.first == "%" {
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.firstIndex(of: "%") else {
        return "header value configuration: single % is not allowed; write %% or close the variable"
      }
      let variable = rest[..<end]
      let name = variable.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      let arguments = variable.dropFirst(name.count)
      guard !name.isEmpty,
        arguments.isEmpty || (arguments.first == "(" && arguments.last == ")" || arguments.hasPrefix("("))
      else { return "header value configuration: invalid variable %\(variable)%" }
      rest = rest[rest.index(after: end)...]
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
