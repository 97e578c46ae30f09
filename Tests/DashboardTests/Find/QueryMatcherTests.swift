import MeshModel
import Testing

@testable import Dashboard

@Suite("What an expression is true of") struct QueryMatcherTests {
  private func hits(_ text: String, _ stage: Stage = Stage()) throws -> GraphHits {
    let search = GraphSearch(text)
    try #require(search.problem == nil)
    return QueryMatcher.hits(search, in: stage.state.graph.model, facts: stage.state.graph.facts)
  }

  private func names(_ hits: GraphHits) -> [String] {
    (hits.cards.map(\.text) + hits.links.map { "\($0.source.text)>\($0.target.text)" }).map {
      $0.replacing("default/", with: "").replacing("istio-system/istio-", with: "")
    }.sorted()
  }

  @Test(
    "on Bookinfo",
    arguments: [
      ("rev", ["reviews"]), ("name = reviews", ["reviews"]), ("name = Reviews", []),
      ("svc ^= r AND rps < 10", ["ratings"]), ("version = v2", ["reviews"]), ("wl $= -v3", ["reviews"]),
      ("app = details", ["details"]), ("label:version = v2", ["reviews"]), ("label:nothing", []),
      ("!label:app", ["ingressgateway"]), ("ns != default", ["ingressgateway"]), ("outside", ["ingressgateway"]),
      ("!healthy", ["reviews"]), ("gw", ["ingressgateway"]), ("root", ["ingressgateway"]),
      ("vs AND ts", ["reviews"]), ("offweights", ["reviews"]),
      ("cb OR fi OR rto OR mirroring OR rr OR se OR tcpts", []),
      ("idle OR dead OR inaccessible OR outofmesh", []), ("node = workload", ["ingressgateway"]),
      ("httpin > 0 AND httpin < 10", ["ratings"]), ("httpin = NaN", ["ingressgateway"]), ("grpcin != NaN", []),
      ("rank = 1", ["productpage"]), ("rank > 2", ["details", "ingressgateway", "ratings"]),
      ("http < 10", ["reviews>ratings"]), ("%httperr > 1", ["productpage>reviews"]),
      ("%error > 1", ["productpage>reviews", "reviews"]), ("rt > 40ms", ["ingressgateway>productpage"]),
      ("%httptraffic < 99", ["productpage>details", "productpage>reviews"]), ("!mtls", []),
      ("protocol != http", []), ("protocol = tcp OR rt < 5", ["productpage>details"]),
      ("traffic AND rt < 5", ["productpage>details"]), ("throughput > 1", []),
      ("rps = 49.8 AND rt != NaN", ["ingressgateway>productpage", "productpage>details", "productpage>reviews"]),
      ("http = 50", ["ingressgateway>productpage", "productpage>details", "productpage>reviews"]),
      ("http != 50", ["reviews>ratings"]), ("node = unknown OR egress", []),
      ("name not contains e", ["ratings"]), ("cluster = Kubernetes AND vs", ["reviews"]),
    ] as [(String, [String])])
  func bookinfo(text: String, wanted: [String]) throws { #expect(names(try hits(text)) == wanted) }

  @Test("versions are ordered by their numbers")
  func versions() throws {
    #expect(names(try hits("version > v1")) == ["reviews"])
    #expect(names(try hits("version >= v10")) == [])
  }

  @Test("healthy is neither idle nor unknown")
  func health() throws {
    var quiet = Bookinfo()
    quiet.split = (1, 0)
    quiet.timestamp += 5
    var stage = Stage()
    stage.send(.mesh(MeshView(snapshot: quiet.snapshot(), configuration: Objects.configuration())))
    #expect(!(try hits("healthy", stage)).cards.contains(CardID("default/ratings")))
    #expect(!(try hits("!healthy", stage)).cards.contains(CardID("default/ratings")))
    #expect((try hits("idle", stage)).cards.contains(CardID("default/ratings")))
  }

  @Test("what is hidden takes its edges along, and cards that have no others")
  func sight() throws {
    let stage = Stage()
    let model = stage.state.graph.model
    func rest(_ text: String) throws -> GraphSight {
      GraphSight(of: model, hiding: try hits(text), onlyUnhealthy: false)
    }
    let withoutPage = try rest("name = productpage")
    #expect(withoutPage.model.cards.map(\.title) == ["ratings", "reviews"])
    #expect(withoutPage.hidden == GraphSight.Count(cards: 3, links: 3))
    let busy = try rest("http < 10")
    #expect(!busy.model.cards.contains { $0.title == "ratings" })
    #expect(busy.hidden == GraphSight.Count(cards: 1, links: 1))
    let ill = GraphSight(of: model, hiding: nil, onlyUnhealthy: true)
    #expect(ill.model.cards.map(\.title) == ["productpage", "reviews"])
    #expect(ill.calm == GraphSight.Count(cards: 3, links: 3))
    for sight in [withoutPage, busy, ill] {
      let left = sight.hidden.cards + sight.calm.cards
      #expect(sight.model.cards.count + left == model.cards.count)
      #expect(sight.model.links.count + sight.hidden.links + sight.calm.links == model.links.count)
    }
  }

  @Test("figures of any kind are compared without harm")
  func hostile() {
    var mesh = RandomMesh(seed: 3)
    var builder = GraphModelBuilder()
    let snapshot = mesh.snapshot(services: 12, time: 1_700_000_000)
    let model = builder.model(of: snapshot, namespaces: nil)
    let facts = QueryFacts(workloads: snapshot.workloads, namespaces: ["default"])
    for operand in QueryOperand.allCases {
      let texts: [String]
      switch operand.kind {
      case .flag: texts = [operand.word, "!" + operand.word]
      case .number: texts = ["> 1", "!= 1", "= NaN", "<= 5"].map { operand.word + " " + $0 }
      case .text where operand == .node: texts = ["node = service"]
      case .text where operand == .protocol: texts = ["protocol != tcp"]
      case .text where operand == .label: texts = ["label:app", "label:app *= s"]
      case .text: texts = ["*= s", "!= s", "> s", "= NaN"].map { operand.word + " " + $0 }
      }
      for text in texts {
        let search = GraphSearch(text)
        #expect(search.problem == nil, "\(text)")
        let hits = QueryMatcher.hits(search, in: model, facts: facts)
        let sight = GraphSight(of: model, hiding: hits, onlyUnhealthy: false)
        let ids = Set(sight.model.cards.map(\.id))
        #expect(ids.isDisjoint(with: hits.cards))
        #expect(sight.model.links.allSatisfy { ids.contains($0.id.source) && ids.contains($0.id.target) })
      }
    }
  }
}
