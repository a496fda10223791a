//! Recovery codes, shown this once.

use super::Setting;
use crate::browser::clipboard;
use crate::inbox::Origin;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Icon, Kind, Notice, Size};
use leptos::prelude::*;

/// The codes, to be copied or kept as a file.
#[component]
pub(super) fn Codes(setting: Setting, codes: Vec<String>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Origin(origin) = expect_context();
    let copied = codes.join("\n");
    let email = console.me.with_untracked(|me| me.email.clone());
    let head = fill(
        texts.recovery_codes_file,
        &[("email", &email), ("origin", &origin)],
    );
    let file = format!("{head}\n\n{copied}\n");
    let copy = move |_| {
        clipboard::copy(&copied);
        console.tell(texts.copied);
    };
    let items = codes
        .into_iter()
        .map(|code| view! { <li><code>{code}</code></li> })
        .collect_view();
    view! {
        <section class="form" aria-label=texts.recovery_codes>
            <h2 class="enrolment__title">{texts.recovery_codes}</h2>
            <Notice icon="key-round" text=texts.recovery_codes_text />
            <ul class="recovery-codes">{items}</ul>
            <div class="form__actions">
                <Button icon="copy" on:click=copy>{texts.copy}</Button>
                <a class="button" href=data_url(&file) download="porchlight-recovery-codes.txt">
                    <Icon name="download" size=Size::Small />
                    {texts.recovery_codes_download}
                </a>
                <Button kind=Kind::Primary on:click=move |_| setting.codes.set(None)>
                    {texts.recovery_codes_kept}
                </Button>
            </div>
        </section>
    }
}

/// A file of plain text as an address, so that it never leaves the browser.
fn data_url(text: &str) -> String {
    let encoded = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    });
    format!(
        "data:text/plain;charset=utf-8,{}",
        encoded.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::data_url;

    #[test]
    fn whatever_stands_in_a_file_stands_in_its_address() {
        assert_eq!(
            data_url("é # \n%a-1"),
            "data:text/plain;charset=utf-8,%C3%A9%20%23%20%0A%25a-1"
        );
    }
}
