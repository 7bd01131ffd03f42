// 大字: a classic script at the top of the page, so that the first paint has the chosen size.
(function () {
  var root = document.documentElement;
  function kept() {
    try { return localStorage.getItem('shuping:text'); } catch (error) { return null; }
  }
  if (kept() === 'large') root.dataset.text = 'large';
  function mark() {
    document.querySelectorAll('[data-text-switch]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(root.dataset.text === 'large'));
    });
  }
  document.addEventListener('DOMContentLoaded', mark);
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-text-switch]')) return;
    if (root.dataset.text === 'large') delete root.dataset.text;
    else root.dataset.text = 'large';
    try { localStorage.setItem('shuping:text', root.dataset.text || 'normal'); } catch (error) { /* private mode: for this page only */ }
    mark();
  });
})();
