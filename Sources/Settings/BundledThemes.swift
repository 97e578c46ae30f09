// Made from the files in themes/ by the test "bundled themes are the files"; do not edit.

/// The themes inside the program, so that they are there wherever it runs.
enum BundledThemes {
  /// The text of each theme file by the theme's name.
  static let files: [String: String] = [
    "dark": #"""
    # For a dark background. Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: dark

    colors:
      grey: "#8a8a8a"
      dim-grey: "#6c6c6c"
      light: "#d0d0d0"
      leaf: "#5fd787"
      amber: "#ffaf00"
      coral: "#ff5f5f"
      sky: "#5fafff"
      teal: "#5fd7d7"
      lilac: "#d787ff"

    styles:
      text: default
      muted: grey
      title: default bold
      heading: light bold
      accent: sky
      border: grey
      borderFocused: sky bold
      selection: default reverse
      match: amber underline
      header: default
      footer: grey
      key: default bold
      disabled: dim-grey
      stale: grey
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: coral reverse bold
      healthy: leaf
      degraded: amber
      failure: coral bold
      notReady: lilac
      idle: grey
      unknown: grey
      edge: grey
      edgeSelected: sky bold
      edgeDegraded: amber
      edgeError: coral
      edgeIdle: dim-grey
      edgeTCP: teal
      barFilled: sky
      barObserved: teal
      barEmpty: dim-grey
      sparkline: sky
      sparklineError: coral
      added: leaf
      removed: coral
      hunk: teal
      info: sky
      warning: amber
      error: coral bold
      toastInfo: sky reverse
      toastWarning: amber reverse
      toastError: coral reverse bold

    """#,
    "light": #"""
    # For a light background. Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: light

    colors:
      grey: "#6c6c6c"
      pale-grey: "#8a8a8a"
      dark: "#303030"
      leaf: "#008700"
      ochre: "#875f00"
      brick: "#d70000"
      ocean: "#005faf"
      teal: "#005f5f"
      plum: "#87005f"

    styles:
      text: default
      muted: grey
      title: default bold
      heading: dark bold
      accent: ocean
      border: grey
      borderFocused: ocean bold
      selection: default reverse
      match: ochre underline
      header: default
      footer: grey
      key: default bold
      disabled: pale-grey
      stale: grey
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: brick reverse bold
      healthy: leaf
      degraded: ochre
      failure: brick bold
      notReady: plum
      idle: grey
      unknown: grey
      edge: grey
      edgeSelected: ocean bold
      edgeDegraded: ochre
      edgeError: brick
      edgeIdle: pale-grey
      edgeTCP: teal
      barFilled: ocean
      barObserved: teal
      barEmpty: pale-grey
      sparkline: ocean
      sparklineError: brick
      added: leaf
      removed: brick
      hunk: teal
      info: ocean
      warning: ochre
      error: brick bold
      toastInfo: ocean reverse
      toastWarning: ochre reverse
      toastError: brick reverse bold

    """#,
    "mono": #"""
    # Without colours: what NO_COLOR and terminals without colours get. Attributes and signs say everything.
    appearance: dark

    styles:
      text: default
      muted: dim
      title: bold
      heading: bold
      accent: bold
      border: dim
      borderFocused: bold
      selection: reverse
      match: underline
      header: default
      footer: dim
      key: bold
      disabled: dim
      stale: dim
      input: underline
      button: default
      buttonFocused: reverse bold
      protected: reverse bold
      healthy: default
      degraded: underline
      failure: bold underline
      notReady: underline
      idle: dim
      unknown: dim
      edge: dim
      edgeSelected: bold
      edgeDegraded: underline
      edgeError: bold
      edgeIdle: dim
      edgeTCP: dim
      barFilled: default
      barObserved: default
      barEmpty: dim
      sparkline: default
      sparklineError: bold
      added: bold
      removed: default
      hunk: dim
      info: default
      warning: underline
      error: bold
      toastInfo: reverse
      toastWarning: reverse
      toastError: reverse bold

    """#,
  ]
}
