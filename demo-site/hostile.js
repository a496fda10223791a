// What old polyfills, monitoring scripts and careless pages do to built-ins, before the chat loads.
(function () {
  "use strict";
  var calls = (window.__hostile_calls = []);
  function broken(name) {
    return function () {
      calls.push(name);
      throw new Error("overwritten by the page: " + name);
    };
  }
  window.fetch = broken("fetch");
  window.XMLHttpRequest = broken("XMLHttpRequest");
  var names = ["map", "filter", "indexOf", "includes", "find", "reduce", "slice", "join", "forEach"];
  for (var i = 0; i < names.length; i++) Array.prototype[names[i]] = broken("Array.prototype." + names[i]);
  Array.prototype.toJSON = function () { return "overwritten"; };
  Object.prototype.toJSON = function () { return "overwritten"; };
  String.prototype.toJSON = function () { return "overwritten"; };
  JSON.parse = broken("JSON.parse");
  JSON.stringify = broken("JSON.stringify");
  window.setTimeout = broken("setTimeout");
  window.setInterval = broken("setInterval");
  window.requestAnimationFrame = broken("requestAnimationFrame");
  document.querySelector = broken("querySelector");
  document.getElementById = broken("getElementById");
  String.prototype.trim = broken("String.prototype.trim");
  // A page that defines these globals for itself.
  window.widget = window.chat = window.Message = "taken by the page";
})();
