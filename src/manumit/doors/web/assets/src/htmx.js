// htmx 4 as it comes; its settings stand in <meta name="htmx-config"> of the page. Evaluated code (js:, hx-on, trigger
// filters in brackets) is refused by our content security policy, and attributes are inherited only with `:inherited`.
import htmx from "htmx.org";

window.htmx = htmx;
