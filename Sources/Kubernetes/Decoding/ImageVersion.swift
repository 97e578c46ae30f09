/// The version in the tag of one of Istio's images.
enum ImageVersion {
  /// `1.26.1` of `docker.io/istio/proxyv2:1.26.1-distroless`; the whole tag if it does not begin with a version; nil for
  /// an image that is named by its digest alone, or not at all.
  static func of(_ image: String) -> String? {
    let name = image.split(separator: "@", omittingEmptySubsequences: false).first ?? ""
    let last = name.split(separator: "/").last ?? ""
    guard let colon = last.firstIndex(of: ":") else { return nil }
    let tag = last[last.index(after: colon)...]
    let number = tag.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard number.contains("."), number.first != ".", number.last != "." else { return tag.isEmpty ? nil : String(tag) }
    return String(number)
  }
}
