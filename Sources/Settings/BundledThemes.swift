// Made from the files in themes/ by the test "bundled themes are the files"; do not edit.

/// The themes inside the program, so that they are there wherever it runs.
enum BundledThemes {
  /// The text of each theme file by the theme's name.
  static let files: [String: String] = [
    "catppuccin-latte": #"""
    # Catppuccin, the light one of its four flavours.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a darker one stands here, the
    # palette's beside it.
    appearance: light
    background: "#eff1f5"
    foreground: "#4c4f69"

    colors:
      bright: "#4c4f69"
      muted: "#696c82"  # #6c6f85
      faint: "#818491"  # #9ca0b0
      accent: "#005fd7"  # #1e66f5
      second: "#005f5f"  # #179299
      good: "#005f00"  # #40a02b
      caution: "#875f00"  # #df8e1d
      bad: "#d20f39"
      pending: "#8839ef"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "catppuccin-mocha": #"""
    # Catppuccin, the darkest of its four flavours.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: dark
    background: "#1e1e2e"
    foreground: "#cdd6f4"

    colors:
      bright: "#cdd6f4"
      muted: "#a6adc8"
      faint: "#6c7086"
      accent: "#89b4fa"
      second: "#94e2d5"
      good: "#a6e3a1"
      caution: "#f9e2af"
      bad: "#f38ba8"
      pending: "#cba6f7"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "colorblind-dark": #"""
    # After the palette of Okabe and Ito: blue, yellow and vermilion differ for those who do not tell red from green.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: dark

    colors:
      bright: "#eeeeee"
      muted: "#9e9e9e"
      faint: "#767676"
      accent: "#cc79a7"
      second: "#af87ff"
      good: "#56b4e9"
      caution: "#f0e442"
      bad: "#d55e00"
      pending: "#d0a0ff"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "colorblind-light": #"""
    # After the palette of Okabe and Ito: blue, yellow and vermilion differ for those who do not tell red from green.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: light

    colors:
      bright: "#000000"
      muted: "#6c6c6c"
      faint: "#8a8a8a"
      accent: "#875f87"
      second: "#5f5faf"
      good: "#005faf"
      caution: "#b07000"
      bad: "#870000"
      pending: "#5f5f5f"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
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
    "dracula": #"""
    # Dracula by Zeno Rocha.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a lighter one stands here, the
    # palette's beside it.
    appearance: dark
    background: "#282a36"
    foreground: "#f8f8f2"

    colors:
      bright: "#f8f8f2"
      muted: "#919cbf"  # #6272a4
      faint: "#6272a4"
      accent: "#bd93f9"
      second: "#8be9fd"
      good: "#50fa7b"
      caution: "#f1fa8c"
      bad: "#ff5555"
      pending: "#ff79c6"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "gruvbox-dark": #"""
    # Gruvbox by Pavel Pertsev, its dark side.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a lighter one stands here, the
    # palette's beside it.
    appearance: dark
    background: "#282828"
    foreground: "#ebdbb2"

    colors:
      bright: "#fbf1c7"
      muted: "#a89984"
      faint: "#7c6f64"
      accent: "#83a598"
      second: "#5fafaf"  # #458588
      good: "#8ec07c"
      caution: "#fabd2f"
      bad: "#ff5f5f"  # #fb4934
      pending: "#d3869b"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "gruvbox-light": #"""
    # Gruvbox by Pavel Pertsev, its light side.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a darker one stands here, the
    # palette's beside it.
    appearance: light
    background: "#fbf1c7"
    foreground: "#3c3836"

    colors:
      bright: "#282828"
      muted: "#76695f"  # #7c6f64
      faint: "#938674"  # #a89984
      accent: "#076678"
      second: "#005f5f"  # #427b58
      good: "#005f00"  # #79740e
      caution: "#875f00"  # #b57614
      bad: "#9d0006"
      pending: "#8f3f71"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "high-contrast-dark": #"""
    # Every text at 7:1 and more on black, for bad light and tired eyes.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: dark
    background: "#000000"
    foreground: "#ffffff"

    colors:
      bright: "#ffffff"
      muted: "#c6c6c6"
      faint: "#a8a8a8"
      accent: "#5fd7ff"
      second: "#5fffd7"
      good: "#5fff5f"
      caution: "#ffd700"
      bad: "#ff8787"
      pending: "#ffafff"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "high-contrast-light": #"""
    # Every text at 6.5:1 and more on white, for sunlight and tired eyes.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    appearance: light
    background: "#ffffff"
    foreground: "#000000"

    colors:
      bright: "#000000"
      muted: "#4e4e4e"
      faint: "#626262"
      accent: "#000087"
      second: "#005f5f"
      good: "#005f5f"
      caution: "#5f5f00"
      bad: "#af0000"
      pending: "#87005f"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

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
    "nord": #"""
    # Nord by Sven Greb and Arctic Ice Studio.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a lighter one stands here, the
    # palette's beside it.
    appearance: dark
    background: "#2e3440"
    foreground: "#d8dee9"

    colors:
      bright: "#eceff4"
      muted: "#989ea9"  # #4c566a
      faint: "#79808f"  # #4c566a
      accent: "#88c0d0"
      second: "#8fbcbb"
      good: "#a3be8c"
      caution: "#ebcb8b"
      bad: "#d78787"  # #bf616a
      pending: "#d7afd7"  # #b48ead

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "one-dark": #"""
    # One Dark of the Atom editor.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a lighter one stands here, the
    # palette's beside it.
    appearance: dark
    background: "#282c34"
    foreground: "#abb2bf"

    colors:
      bright: "#abb2bf"
      muted: "#959aa2"  # #5c6370
      faint: "#797e89"  # #5c6370
      accent: "#61afef"
      second: "#56b6c2"
      good: "#98c379"
      caution: "#e5c07b"
      bad: "#ff8787"  # #e06c75
      pending: "#c678dd"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "solarized-dark": #"""
    # Solarized by Ethan Schoonover, its dark side.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a lighter one stands here, the
    # palette's beside it.
    appearance: dark
    background: "#002b36"
    foreground: "#93a1a1"

    colors:
      bright: "#eee8d5"
      muted: "#839496"
      faint: "#65797f"  # #586e75
      accent: "#00afff"  # #268bd2
      second: "#2aa198"
      good: "#5faf00"  # #859900
      caution: "#b58900"
      bad: "#ff5f5f"  # #dc322f
      pending: "#8787d7"  # #6c71c4

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "solarized-light": #"""
    # Solarized by Ethan Schoonover, its light side.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a darker one stands here, the
    # palette's beside it.
    appearance: light
    background: "#fdf6e3"
    foreground: "#586e75"

    colors:
      bright: "#073642"
      muted: "#5d7279"  # #657b83
      faint: "#849191"  # #93a1a1
      accent: "#005faf"  # #268bd2
      second: "#005f5f"  # #2aa198
      good: "#005f00"  # #859900
      caution: "#875f00"  # #b58900
      bad: "#d70000"  # #dc322f
      pending: "#5f5faf"  # #6c71c4

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
    "tokyo-night": #"""
    # Tokyo Night by Enkia.
    # Health never rests on colour alone: a sign stands beside it on every screen.
    # Where the palette's own colour is too faint for text or too near another state's, a lighter one stands here, the
    # palette's beside it.
    appearance: dark
    background: "#1a1b26"
    foreground: "#c0caf5"

    colors:
      bright: "#c0caf5"
      muted: "#7c83a4"  # #565f89
      faint: "#6b7398"  # #565f89
      accent: "#7aa2f7"
      second: "#73daca"
      good: "#9ece6a"
      caution: "#e0af68"
      bad: "#f7768e"
      pending: "#bb9af7"

    styles:
      text: default
      muted: muted
      title: default bold
      heading: bright bold
      accent: accent
      border: muted
      borderFocused: accent bold
      selection: default reverse
      match: caution underline
      header: default
      footer: muted
      key: default bold
      disabled: faint
      stale: muted
      input: default underline
      button: default
      buttonFocused: default reverse bold
      protected: bad reverse bold
      healthy: good
      degraded: caution
      failure: bad bold
      notReady: pending
      idle: muted
      unknown: muted
      edge: muted
      edgeSelected: accent bold
      edgeDegraded: caution
      edgeError: bad
      edgeIdle: faint
      edgeTCP: second
      barFilled: accent
      barObserved: second
      barEmpty: faint
      sparkline: accent
      sparklineError: bad
      added: good
      removed: bad
      hunk: second
      info: accent
      warning: caution
      error: bad bold
      toastInfo: accent reverse
      toastWarning: caution reverse
      toastError: bad reverse bold

    """#,
  ]
}
