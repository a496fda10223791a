//! One of the list, and the form in its place while it is renamed.

use super::api::Rename;
use super::{List, trouble};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::page::focus_later;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Field, Icon, Kind, Notice, Size, Tone};
use domain::expertise::Expertise;
use domain::id::ExpertiseId;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// A row; whoever may change it finds the ways at its end.
#[component]
pub(super) fn Row(list: List, expertise: Expertise, may_change: Memo<bool>) -> impl IntoView {
    let id = expertise.id;
    let is_renamed = Memo::new(move |_| {
        may_change.get() && list.renamed.get().is_some_and(|renamed| renamed == id)
    });
    let expertise = StoredValue::new(expertise);
    let shown = move || {
        let expertise = expertise.get_value();
        if is_renamed.get() {
            view! { <RenameForm list expertise /> }.into_any()
        } else {
            view! { <Line list expertise may_change /> }.into_any()
        }
    };
    view! { <li class="expertise__row">{shown}</li> }
}

#[component]
fn Line(list: List, expertise: Expertise, may_change: Memo<bool>) -> impl IntoView {
    let name = expertise.name.clone();
    view! {
        <Icon name="graduation-cap" size=Size::Small />
        <span class="expertise__name">{name}</span>
        <Show when=move || may_change.get()>
            <Deeds list expertise=expertise.clone() />
        </Show>
    }
}

#[component]
fn Deeds(list: List, expertise: Expertise) -> impl IntoView {
    let texts = use_texts();
    let id = expertise.id;
    let label = |text| fill(text, &[("name", &expertise.name)]);
    let (rename_label, delete_label) =
        (label(texts.expertise_rename), label(texts.expertise_delete));
    let rename = move |_| {
        list.renamed.set(Some(id));
        focus_later("new_name");
    };
    let delete = move |_| {
        list.doomed.set(Some(expertise.clone()));
        list.is_asking.set(true);
    };
    view! {
        <span class="expertise__deeds">
            <Button
                kind=Kind::SmallSign
                icon="pencil"
                label=rename_label
                attr:id=element_id(id)
                on:click=rename
            />
            <Button kind=Kind::SmallSign icon="trash-2" label=delete_label on:click=delete />
        </span>
    }
}

#[component]
fn RenameForm(list: List, expertise: Expertise) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Expertise { id, name } = expertise;
    let action = ServerAction::<Rename>::new();
    let problems = FormProblems::new(Vec::new());
    let close = move || {
        list.renamed.set(None);
        focus_later(&element_id(id));
    };
    Effect::new(move || match action.value().get() {
        Some(Ok(rows)) => {
            list.take_in(rows);
            console.tell(texts.saved);
            close();
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        _ => {}
    });
    let trouble = move || trouble(texts, action.value().get());
    view! {
        <ActionForm
            action
            attr:class="expertise__form"
            on:keydown=move |event| if event.key() == "Escape" { close() }
        >
            {move || trouble().map(|text| {
                view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
            })}
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="was" value=name.clone() />
            <Field
                name="new_name"
                label=texts.expertise_new_name
                value=name
                autocomplete="off"
                problem=problems.of(texts, "new_name")
            />
            <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
            <Button on:click=move |_| close()>{texts.cancel}</Button>
        </ActionForm>
    }
}

/// What the button for renaming is called within the page, to give the focus back.
fn element_id(id: ExpertiseId) -> String {
    format!("rename-{id}")
}
