/// Settings of a client; the defaults fit an interactive program.
public struct ClientOptions: Sendable {
  /// The field manager of every write.
  public var fieldManager = "vigla"
  public var userAgent = "vigla"
  /// For one answer of the API server.
  public var requestTimeout = Duration.seconds(30)
  /// The longest silence of a watch. Bookmarks come about once a minute.
  public var watchIdle = Duration.seconds(150)
  /// The largest answer in bytes; lists come in pages.
  public var maxAnswerBytes = 64_000_000
  /// Watches hold a connection each, so this bounds watches plus requests at the same time.
  public var connectionsPerHost = 512
  /// Requests a second in the long run, without polls of pods and services, which have a budget of their own. kubectl
  /// allows itself 50.
  public var requestsPerSecond = 50.0
  /// Requests that may go out at once before that rate holds, as at the start.
  public var burst = 300
  /// How long a plugin of the kubeconfig may take for credentials: alone, and while it has the terminal.
  public var pluginPatience = Duration.seconds(60)
  public var interactivePluginPatience = Duration.seconds(300)
  /// How often a request is repeated after 429, and a read after another answer that says when to come again.
  public var throttleRetries = 3
  /// The longest wait for one `Retry-After`, in seconds.
  public var maxThrottleSeconds = 10.0

  public init() {}
}
