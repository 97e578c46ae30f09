// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: language mode 6 brings strict concurrency; a warning is an error.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A library target of this package; `uses` names the targets and products it may import (docs/architecture.md).
func module(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests that mirror one target.
func tests(
  of name: String, excluding excluded: [String] = [], uses dependencies: [Target.Dependency] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: excluded, swiftSettings: strict)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "vigla",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    .executableTarget(
      name: "vigla",
      dependencies: [
        "App", "Changes", "Collector", "DemoMesh", "Documents", "Kubernetes", "MeshModel", "Report", "Settings",
        "Terminal", "TrafficConfig", arguments,
      ],
      swiftSettings: strict),

    module(
      "App",
      uses: [
        "Cells", "Changes", "Collector", "Dashboard", "Documents", "Kubernetes", "MeshModel", "Recording", "Settings",
        "Terminal", "Texts", "TrafficConfig",
      ]),
    module(
      "DemoMesh",
      uses: [
        "CSpawn", "Documents", "MeshModel", "TrafficConfig", asn1, certificates, crypto, httpClient, nioCore, nioHTTP1,
        nioPosix, nioSSL, nioWebSocket,
      ]),
    .target(name: "CSpawn", cSettings: [.define("_GNU_SOURCE")]),
    module(
      "Dashboard",
      uses: ["Cells", "Documents", "GraphLayout", "MeshModel", "Recording", "Settings", "Texts", "TrafficConfig"]),
    module("Recording", uses: ["Documents", "MeshModel", "TrafficConfig"]),
    module("Report", uses: ["Cells", "Documents", "GraphLayout", "MeshModel", "TrafficConfig"]),
    module("Changes", uses: ["Documents", "Kubernetes", "MeshModel", "Texts", "TrafficConfig"]),
    module("Collector", uses: ["Documents", "Kubernetes", "MeshModel", "ProxyStats", "Texts", "TrafficConfig"]),
    module(
      "Kubernetes",
      uses: [
        "CSpawn", "Documents", "MeshModel", "Texts", httpClient, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
        nioWebSocket,
      ]),
    module("Settings", uses: ["Cells", "Texts", yams]),
    module("Texts"),
    module("Terminal", uses: ["CTerminal", "Cells"]),
    .target(
      name: "CTerminal",
      cSettings: [
        .define("_GNU_SOURCE"), .define("NCURSES_WIDECHAR", to: "1"), .define("NCURSES_NOMACROS"),
      ],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    module("ProxyStats", uses: ["MeshModel"]),
    module("TrafficConfig", uses: ["Documents", "MeshModel", "Texts"]),
    module("Documents", uses: [yams]),
    module("GraphLayout"),
    module("Cells"),
    module("MeshModel"),

    .executableTarget(
      name: "vigla-bench",
      dependencies: [
        "Cells", "Collector", "Dashboard", "DemoMesh", "Documents", "GraphLayout", "MeshModel", "ProxyStats",
        "Terminal", "TrafficConfig",
      ],
      path: "Sources/Benchmarks",
      exclude: ["cluster.py", "report.py", "run.sh", "scrape.py", "soak.py", "terminal.py"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["vigla", "Documents"],
      exclude: [
        "Support/hostile_server.py", "Support/plain_envoys.py", "Support/pty_driver.py", "Support/tls_gate.py",
      ],
      swiftSettings: strict),
    .testTarget(name: "BenchmarksTests", dependencies: ["vigla-bench", "GraphLayout"], swiftSettings: strict),
    tests(
      of: "App",
      uses: [
        "Cells", "Dashboard", "DemoMesh", "Documents", "Kubernetes", "MeshModel", "Settings", "Terminal", "Texts",
        "TrafficConfig",
      ]),
    tests(
      of: "DemoMesh",
      uses: [
        "Documents", "Kubernetes", "MeshModel", "ProxyStats", "TrafficConfig", asn1, certificates, nioCore, nioHTTP1,
        nioPosix, nioSSL,
      ]),
    tests(
      of: "Dashboard", excluding: ["Golden"],
      uses: ["Cells", "Documents", "MeshModel", "Recording", "Settings", "Texts", "TrafficConfig"]),
    tests(of: "Recording", uses: ["Documents", "MeshModel", "TrafficConfig"]),
    tests(of: "Report", uses: ["Documents", "MeshModel", "TrafficConfig"]),
    tests(of: "Changes", uses: ["DemoMesh", "Documents", "Kubernetes", "MeshModel", "TrafficConfig"]),
    tests(of: "Collector", uses: ["Documents", "Kubernetes", "MeshModel", "ProxyStats", "TrafficConfig"]),
    tests(
      of: "Kubernetes",
      uses: ["DemoMesh", "Documents", "MeshModel", logging, nioCore, nioHTTP1, nioPosix, nioSSL, nioWebSocket]),
    tests(of: "Settings", uses: ["Cells", "Texts"]),
    tests(of: "Texts"),
    tests(of: "Terminal", uses: ["CTerminal", "Cells"]),
    tests(of: "ProxyStats", excluding: ["Captures"], uses: ["MeshModel"]),
    tests(of: "TrafficConfig", uses: ["Documents", "MeshModel"]),
    tests(of: "Documents"),
    tests(of: "GraphLayout"),
    tests(of: "Cells"),
    tests(of: "MeshModel"),
  ]
)
