//! A picture that can be exchanged: of oneself, of a channel.

use crate::browser::http;
use crate::json;
use crate::text::{Texts, use_texts};
use crate::ui::{Avatar, Button, Icon, Kind, Size};
use domain::id::PictureId;
use leptos::prelude::*;
use serde::Deserialize;
use web_sys::{File, HtmlInputElement};

/// How long a picture may be on its way: two megabytes over a slow line.
const PATIENCE_MS: u64 = 60_000;
/// What the browser's dialog offers; what a file really is, the server finds out.
const KINDS: &str = "image/png,image/jpeg,image/webp,image/gif";

/// What the server calls a picture that it has kept.
#[derive(Deserialize)]
struct Kept {
    picture: PictureId,
}

/// What a picture does, by its state.
#[derive(Clone, Copy)]
struct Exchange {
    path: StoredValue<String>,
    problem: RwSignal<Option<&'static str>>,
    is_busy: RwSignal<bool>,
    on_change: Callback<Option<PictureId>>,
    texts: &'static Texts,
}

/// A picture with a pencil that chooses another, and *Remove*; each takes effect at once.
#[component]
pub(crate) fn PictureField(
    /// Whose initials stand in for it.
    #[prop(into)]
    name: Signal<String>,
    /// The picture.
    #[prop(into)]
    picture: Signal<Option<PictureId>>,
    /// Where it is sent to.
    path: String,
    /// Takes the picture that there is from now on.
    on_change: Callback<Option<PictureId>>,
    /// Further classes of what shows it.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let exchange = Exchange {
        path: StoredValue::new(path),
        problem: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        on_change,
        texts,
    };
    let chosen = move |input: HtmlInputElement| {
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after a refusal.
        input.set_value("");
        if let Some(file) = file {
            exchange.send(file);
        }
    };
    view! {
        <div class="picture-field">
            <div class="picture-field__shown">
                <Avatar name picture class />
                <label class="picture-field__choose" title=texts.picture_choose>
                    <span class="visually-hidden">{texts.picture_choose}</span>
                    <Icon name="pencil" size=Size::Small />
                    <input
                        type="file"
                        class="visually-hidden"
                        accept=KINDS
                        aria-describedby="picture-help picture-problem"
                        disabled=move || exchange.is_busy.get()
                        on:change:target=move |event| chosen(event.target())
                    />
                </label>
            </div>
            <p class="field__help" id="picture-help">{texts.picture_help}</p>
            <div class="picture-field__words">
                <Show when=move || picture.get().is_some()>
                    <Button kind=Kind::Link disabled=exchange.is_busy on:click=move |_| exchange.remove()>
                        {texts.picture_remove}
                    </Button>
                </Show>
                <Show when=move || exchange.is_busy.get()>
                    <span class="field__help" role="status">{texts.sending}</span>
                </Show>
            </div>
            <p
                class="field__problem"
                id="picture-problem"
                role="alert"
                hidden=move || exchange.problem.get().is_none()
            >
                <Icon name="triangle-alert" size=Size::Small />
                <span>{move || exchange.problem.get()}</span>
            </p>
        </div>
    }
}

impl Exchange {
    fn send(self, file: File) {
        // Known before it is on its way.
        if file.size() > PICTURE_BYTES {
            self.problem.set(Some(self.texts.picture_too_large));
            return;
        }
        self.begin();
        leptos::task::spawn_local(async move {
            let path = self.path.get_value();
            let answer = http::put(&path, &file, PATIENCE_MS).await;
            let kept = answer.map_or(Err(self.texts.form_unavailable), |answer| {
                kept(&answer).ok_or_else(|| refused(self.texts, answer.status))
            });
            self.end(kept.map(Some));
        });
    }

    fn remove(self) {
        self.begin();
        leptos::task::spawn_local(async move {
            let path = self.path.get_value();
            let answer = http::delete(&path, PATIENCE_MS).await;
            let is_done = answer.is_some_and(|answer| answer.status == 204);
            let removed = if is_done {
                Ok(None)
            } else {
                Err(self.texts.form_unavailable)
            };
            self.end(removed);
        });
    }

    fn begin(self) {
        self.problem.set(None);
        self.is_busy.set(true);
    }

    /// The page may have been left meanwhile.
    fn end(self, done: Result<Option<PictureId>, &'static str>) {
        self.is_busy.try_set(false);
        match done {
            Ok(picture) => {
                self.on_change.try_run(picture);
            }
            Err(sentence) => {
                self.problem.try_set(Some(sentence));
            }
        }
    }
}

/// The limit as browsers count.
const PICTURE_BYTES: f64 = 2_000_000.0;

fn kept(answer: &http::Answer) -> Option<PictureId> {
    if answer.status != 200 {
        return None;
    }
    let kept: Kept = json::read(&answer.body).ok()?;
    Some(kept.picture)
}

fn refused(texts: &Texts, status: u16) -> &'static str {
    match status {
        413 => texts.picture_too_large,
        415 => texts.picture_wrong_type,
        403 => texts.forbidden_text,
        _ => texts.form_unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::PICTURE_BYTES;
    use domain::limit;

    #[test]
    fn the_limit_is_the_servers() {
        let limit = u32::try_from(limit::PICTURE_BYTES).unwrap_or(0);
        assert!((f64::from(limit) - PICTURE_BYTES).abs() < 0.5);
    }
}
