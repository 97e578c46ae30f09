import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct NearNamesTests {
  static let names = ["reviews", "ratings", "details", "productpage", "a"]

  @Test(arguments: [
    ("review", ["reviews"]), ("revews", ["reviews"]), ("product", ["productpage"]), ("shop", []),
    ("rateings", ["ratings"]),
    ("b", ["a"]), ("detials", ["details"]),
  ])
  func findsWhatWasMeant(text: String, expected: [String]) {
    #expect(NearNames.of(text, among: Self.names) == expected)
  }

  @Test(arguments: [
    ("review", "default", "There is no service review.default. Did you mean reviews.default?"),
    ("reviews", "shop", "There is no service reviews.shop. Did you mean reviews.default?"),
    (
      "frob", "shop",
      "There is no service frob.shop. None is known in namespace shop: say NAME.NAMESPACE, or the namespace with -n."
    ),
  ])
  func aMissingServiceIsExplained(name: String, namespace: String, text: String) {
    let id = ServiceID(namespace: namespace, name: name)
    #expect(ChangeRefusal.noService(id, in: Fixtures.bookinfo()).text == text)
  }

  @Test func aMissingServiceNamesThoseThatAreThere() {
    let id = ServiceID(namespace: "default", name: "frob")
    let text = ChangeRefusal.noService(id, in: Fixtures.bookinfo()).text
    #expect(text.contains("Known in namespace default: ") && text.contains("reviews"))
  }
}
