import Documents
import MeshModel
import NIOHTTP1
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Applications behind sidecars", .timeLimit(.minutes(2)))
struct ApplicationTests {
  private static let productpage = WorkloadID(namespace: "default", name: "productpage-v1")
  private static let reviews = WorkloadID(namespace: "default", name: "reviews-v3")

  @Test("The product page shows details, reviews and the stars of the version", arguments: ["v1", "v2", "v3"])
  func page(version: String) async throws {
    try await Bench.run(reviews: version) { bench in
      let page = try await bench.get("/productpage")
      #expect(page.status == 200)
      #expect(page.headers.first(name: "content-type")?.hasPrefix("text/html") == true)
      #expect(page.text.contains("<dd>paperback</dd>"))
      #expect(page.text.contains("version \(version)"))
      #expect(page.text.contains("class=\"stars black\"") == (version == "v2"))
      #expect(page.text.contains("class=\"stars red\"") == (version == "v3"))
      #expect(!page.text.contains("Sorry"))
    }
  }

  @Test("What a client sends along reaches the last service; what proxies wrote does not")
  func headers() async throws {
    try await Bench.run(reviews: "v3") { bench in
      _ = try await bench.get(
        "/productpage",
        headers: [
          ("end-user", "jason"), ("x-request-id", "r-1"), ("traceparent", "00-1"), ("x-b3-traceid", "b3"),
          ("user-agent", "test"), ("cookie", "a=b"), ("x-envoy-attempt-count", "1"), ("x-forwarded-for", "1.2.3.4"),
          ("accept", "text/html"),
        ])
      let call = try #require(bench.calls.values.first { $0.host == "ratings:9080" })
      #expect(call.headers["end-user"] == ["jason"])
      #expect(call.headers["x-request-id"] == ["r-1"])
      #expect(call.headers["traceparent"] == ["00-1"])
      #expect(call.headers["x-b3-traceid"] == ["b3"])
      #expect(call.headers["user-agent"] == ["test"])
      #expect(call.headers["cookie"] == ["a=b"])
      #expect(call.headers["x-envoy-attempt-count"].isEmpty)
      #expect(call.headers["x-forwarded-for"].isEmpty)
      #expect(call.headers["accept"].isEmpty)
      #expect(call.headers[AppHeaders.caller] == ["default/reviews-v3"])
    }
  }

  @Test("Who signs in is the end user of what the page calls")
  func login() async throws {
    try await Bench.run(reviews: "v1") { bench in
      let answer = try await bench.send("POST", "/login", body: Array("username=jason&passwd=x".utf8))
      #expect(answer.status == 302)
      #expect(answer.headers["location"] == ["/productpage"])
      let cookie = try #require(answer.headers.first(name: "set-cookie")?.split(separator: ";").first)
      let page = try await bench.get("/productpage", headers: [("cookie", "x=y; \(cookie)")])
      #expect(page.text.contains("Signed in as jason"))
      #expect(bench.calls.values.allSatisfy { $0.headers["end-user"] == ["jason"] })
      let bad = try await bench.send("POST", "/login", body: Array("username=%3Cb%3E%0D%0Ax".utf8))
      #expect(bad.status == 400)
      #expect(try await bench.get("/logout").headers.first(name: "set-cookie")?.contains("Max-Age=0") == true)
    }
  }

  @Test("Notes stand in for what could not be fetched; reviews are asked twice")
  func notes() async throws {
    try await Bench.run(reviews: "v2") { bench in
      bench.fail("reviews:9080", with: 503)
      let page = try await bench.get("/productpage")
      #expect(page.status == 200)
      #expect(page.text.contains("Sorry, product reviews are currently unavailable"))
      #expect(!page.text.contains("Sorry, product details"))
      #expect(bench.calls.values.count { $0.host == "reviews:9080" } == 2)
      #expect(bench.calls.values.count { $0.host == "details:9080" } == 1)

      bench.fail("reviews:9080", with: nil)
      bench.fail("details:9080", with: 500)
      bench.fail("ratings:9080", with: 503)
      let second = try await bench.get("/productpage")
      #expect(second.text.contains("Sorry, product details are currently unavailable"))
      #expect(second.text.contains("Ratings service is currently unavailable"))
      #expect(!second.text.contains("class=\"stars"))

      let api = try await bench.get("/api/v1/products/0")
      #expect(api.status == 500)
      #expect(api.json["error"] == "Sorry, product details are currently unavailable.")
    }
  }

  @Test("The API answers in Bookinfo's shapes and says who served")
  func api() async throws {
    try await Bench.run(reviews: "v3") { bench in
      #expect(try await bench.get("/api/v1/products").json.array?.first?["id"] == 0)
      let details = try await bench.get("/api/v1/products/0").json
      #expect(details["author"] == "William Shakespeare")
      #expect(details["version"] == "v1")
      let reviews = try await bench.get("/api/v1/products/0/reviews").json
      #expect(reviews["podname"] == "reviews-v3-0")
      #expect(reviews["version"] == "v3")
      #expect(reviews.at("reviews[0].rating.color") == "red")
      #expect(reviews.at("reviews[1].rating.stars") == 4)
      #expect(try await bench.get("/api/v1/products/0/ratings").json.at("ratings.Reviewer1") == 5)
    }
  }

  @Test(
    "Other paths are not there",
    arguments: [
      ("/nowhere", 404), ("/api/v1/products/x", 400), ("/api/v1/products/0/0", 404),
      ("/api/v1/products/0/details/1", 404),
      ("/api/v2/products", 404), ("/api/v1/products/-1", 400), ("/health", 200), ("/", 200), ("/login", 404),
    ])
  func paths(path: String, status: Int) async throws {
    try await Bench.run(reviews: "v1") { bench in
      let answer = try await bench.get(path)
      #expect(answer.status == status)
      #expect(bench.calls.values.isEmpty)
    }
  }

  @Test(
    "So it is with the services behind",
    arguments: [("/reviews/0", 200), ("/reviews/x", 400), ("/reviews", 404), ("/details/0", 404), ("/health", 200)])
  func servicePaths(path: String, status: Int) async throws {
    try await Bench.run(reviews: "v1") { bench in
      let answer = try await bench.get(path, of: "reviews-v1")
      #expect(answer.status == status)
    }
  }

  @Test("Requests are counted by who asked whom")
  func counts() async throws {
    try await Bench.run(reviews: "v3") { bench in
      for _ in 0..<3 { _ = try await bench.get("/productpage") }
      let counts = bench.applications.requestCounts
      #expect(counts[AppEdge(caller: nil, workload: Self.productpage, pod: "productpage-v1-0")] == 3)
      #expect(counts[AppEdge(caller: Self.productpage, workload: Self.reviews, pod: "reviews-v3-0")] == 3)
      let ratings = WorkloadID(namespace: "default", name: "ratings-v1")
      #expect(counts[AppEdge(caller: Self.reviews, workload: ratings, pod: "ratings-v1-0")] == 3)
    }
  }

  @Test("A change of behaviour is for the next request")
  func behaviour() async throws {
    try await Bench.run(reviews: "v3") { bench in
      #expect(try await bench.get("/reviews/0", of: "reviews-v3").status == 200)
      var behaviour = try #require(bench.applications.behaviour(of: Self.reviews))
      behaviour.errorRate = 1
      behaviour.errorStatus = 502
      bench.applications.setBehaviour(behaviour, of: Self.reviews)
      #expect(try await bench.get("/reviews/0", of: "reviews-v3").status == 502)
      #expect(try await bench.get("/reviews/0", of: "reviews-v2").status == 200)
      let unknown = WorkloadID(namespace: "default", name: "nobody")
      bench.applications.setBehaviour(behaviour, of: unknown)
      #expect(bench.applications.behaviour(of: unknown) == nil)
    }
  }

  @Test("Applications come and go with their pods; a taken port is told, and tried again")
  func following() async throws {
    try await Bench.run(reviews: "v3") { bench in
      await bench.applications.follow(bench.configuration.without(["reviews-v2"]))
      await #expect(throws: (any Error).self) { try await bench.get("/health", of: "reviews-v2") }
      #expect(try await bench.get("/health", of: "reviews-v3").status == 200)

      let port = EnvoyPorts.application(9080)
      let squatter = try await LoopbackServer.start(host: bench.configuration.address("reviews-v2"), port: port) { _ in
        .text("squatter")
      }
      await bench.applications.follow(bench.configuration)
      #expect(bench.applications.problems.keys.sorted() == ["default/reviews-v2-0"])
      await squatter.stop()
      await bench.applications.follow(bench.configuration)
      #expect(bench.applications.problems.isEmpty)
      #expect(try await bench.get("/health", of: "reviews-v2").status == 200)

      await bench.applications.stop()
      await bench.applications.follow(bench.configuration)
      await #expect(throws: (any Error).self) { try await bench.get("/health", of: "reviews-v3") }
    }
  }

  @Test("A client that goes away ends the work on its request")
  func abort() async throws {
    let clock = HandClock()
    var addresses = PodAddresses()
    let topology = MeshTopology.bookinfo()
    let configuration = addresses.configuration(of: topology)
    let applications = MeshApplications(topology: topology, seed: 1, clock: clock)
    await applications.follow(configuration)
    let port = EnvoyPorts.application(9080)
    let client = TestClient(host: configuration.address("ratings-v1"), port: port)
    let asking = Task { try await client.send("GET", "/ratings/0") }
    await clock.sleepers { $0 == 1 }
    asking.cancel()
    // The only sleeper is gone without time having moved.
    await clock.sleepers { $0 == 0 }
    #expect(clock.now.time == .zero)
    _ = try? await asking.value
    await applications.stop()
  }

  @Test("Any other mesh answers every path, as large as it should be, and tells its calls")
  func plain() async throws {
    let topology = try MeshTopology(
      document: [
        "name": "shop",
        "services": [
          [
            "name": "web", "entry": ["path": "/"], "calls": [["service": "cart", "required": true, "path": "/c"]],
            "versions": [["name": "v1", "serviceTime": "1ms"]],
          ], ["name": "cart", "versions": [["name": "v7", "responseBytes": 5000, "serviceTime": "1ms"]]],
        ],
      ])
    var addresses = PodAddresses()
    let configuration = addresses.configuration(of: topology)
    let applications = MeshApplications(topology: topology, seed: 1)
    await applications.follow(configuration)
    let cart = TestClient(host: configuration.address("cart-v7"), port: EnvoyPorts.application(8080))
    let answer = try await cart.send("GET", "/any/path")
    #expect(answer.json["podname"] == "cart-v7-0")
    #expect((2500...10_000).contains(answer.body.count))
    // Without a sidecar the required call fails.
    let web = TestClient(host: configuration.address("web-v1"), port: EnvoyPorts.application(8080))
    let failure = try await web.send("GET", "/")
    #expect(failure.status == 500)
    #expect(failure.json["error"] == "cart did not answer")
    await applications.stop()
    #expect(MeshApplications.limits(of: topology).isEmpty)
  }

  @Test("What real proxies cannot carry is named")
  func limits() throws {
    let topology = try MeshTopology(
      document: [
        "services": [["name": "db", "protocol": "tcp"], ["name": "web", "entry": [:]]]
      ])
    let limits = MeshApplications.limits(of: topology)
    #expect(limits.count == 1)
    #expect(limits.first?.contains("tcp") == true)
  }
}
