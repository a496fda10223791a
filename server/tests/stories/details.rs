//! What operators keep about a conversation: its note, tags and expertises (spec 7.6, 8.5).

use crate::stories;
use crate::world::{World, new_client_id, new_user, refusal};
use domain::conversation::Conversation;
use domain::details::Note;
use domain::event::{Entry, Happening};
use domain::id::{ConversationId, ExpertiseId, TagId};
use domain::limit::{CONVERSATION_EXPERTISES, CONVERSATION_TAGS, NOTE_CHARACTERS};
use domain::problem::{Fault, Problem};
use domain::user::{Preferences, Role, User};
use domain::wire::Refusal;
use domain::wire::console::{FromConsole, Request};
use server::desk::{ConsoleResume, VisitorResume};
use server::error::Error;
use std::fmt::Debug;
use uuid::Uuid;

fn fault<T: Debug>(outcome: Result<T, Error>) -> (String, Fault) {
    match outcome {
        Err(Error::Invalid(problems)) => {
            let [Problem { field, fault }] = problems.try_into().unwrap();
            (field, fault)
        }
        other => panic!("{other:?}"),
    }
}

fn of(field: &str, fault: Fault) -> (String, Fault) {
    (field.to_owned(), fault)
}

async fn note(world: &World, user: &User, id: ConversationId) -> Note {
    world.desk().details(user, id).await.unwrap().note
}

async fn tags(world: &World, user: &User, id: ConversationId) -> Vec<TagId> {
    world.desk().details(user, id).await.unwrap().tags
}

async fn as_it_is(world: &World, user: &User, id: ConversationId) -> Conversation {
    world.desk().inbox_row(user, id).await.unwrap().conversation
}

async fn expertises(world: &World, count: usize) -> Vec<ExpertiseId> {
    let ada = new_user("Ada", Role::Administrator);
    let ada = world.desk().create_user(ada).await.unwrap();
    for number in 0..count {
        let name = format!("Expertise {number}");
        world.desk().add_expertise(&ada, &name).await.unwrap();
    }
    let list = world.desk().expertises(&ada).await.unwrap();
    list.iter().map(|known| known.id).collect()
}

stories! {
    async fn a_note_is_saved_for_all_and_nobody_overwrites_what_he_has_not_seen(world: &World) {
        let (mara, ben) = (world.operator("Mara").await, world.user("Ben").await);
        let id = world.conversation_of(world.visitor("Hello").await).await;
        assert_eq!(note(world, &ben, id).await, Note::default());
        let saved = world.desk().save_note(&mara, id, 0, "Calls back".to_owned()).await.unwrap();
        assert_eq!((saved.version, saved.by), (1, Some(mara.id)));
        assert_eq!(note(world, &ben, id).await, saved);
        let other = world.desk().save_note(&ben, id, 0, "Does not".to_owned()).await;
        assert_eq!(other.unwrap(), saved);
        assert_eq!(note(world, &ben, id).await, saved);
        // The same request again, whose answer was lost.
        let again = world.desk().save_note(&mara, id, 0, "Calls back".to_owned()).await;
        assert_eq!(again.unwrap(), saved);
        let both = world.desk().save_note(&ben, id, 1, "Calls back\nDoes not".to_owned()).await.unwrap();
        assert_eq!((both.version, both.by), (2, Some(ben.id)));
    }

    async fn a_note_ends_at_its_limit(world: &World) {
        let mara = world.operator("Mara").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let most = "é".repeat(NOTE_CHARACTERS);
        world.desk().save_note(&mara, id, 0, most.clone()).await.unwrap();
        let over = world.desk().save_note(&mara, id, 1, format!("{most}é")).await;
        assert_eq!(fault(over), of("note", Fault::TooLong { limit: NOTE_CHARACTERS }));
        assert_eq!(note(world, &mara, id).await.text, most);
    }

    async fn a_conversation_has_each_tag_once_and_no_more_than_it_may(world: &World) {
        let mara = world.operator("Mara").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let mut made = Vec::new();
        for number in 0..=CONVERSATION_TAGS {
            made.push(world.desk().make_tag(&mara, &format!("Tag {number}"), None).await.unwrap().id);
            world.clock.advance(1);
        }
        let (last, first) = made.split_last().unwrap();
        for tag in first {
            world.clock.advance(1);
            world.desk().tag(&mara, id, *tag).await.unwrap();
        }
        world.desk().tag(&mara, id, first[0]).await.unwrap();
        assert_eq!(tags(world, &mara, id).await, first);
        let over = world.desk().tag(&mara, id, *last).await;
        assert_eq!(fault(over), of("tag", Fault::TooMany { limit: CONVERSATION_TAGS }));
        assert_eq!(tags(world, &mara, id).await, first);
        world.desk().untag(&mara, id, first[0]).await.unwrap();
        world.desk().untag(&mara, id, first[0]).await.unwrap();
        world.desk().tag(&mara, id, *last).await.unwrap();
        assert_eq!(tags(world, &mara, id).await.len(), CONVERSATION_TAGS);
    }

    async fn a_tag_that_is_deleted_is_gone_from_conversations(world: &World) {
        let ada = world.desk().create_user(new_user("Ada", Role::Administrator)).await.unwrap();
        world.operator("Mara").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let tag = world.desk().make_tag(&ada, "Bug", None).await.unwrap().id;
        world.desk().tag(&ada, id, tag).await.unwrap();
        world.desk().delete_tag(&ada, tag).await.unwrap();
        assert_eq!(tags(world, &ada, id).await, []);
        let again = world.desk().tag(&ada, id, tag).await;
        assert_eq!(fault(again), of("tag", Fault::Unknown));
    }

    async fn a_conversation_asks_for_so_many_expertises(world: &World) {
        let mara = world.operator("Mara").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let known = expertises(world, CONVERSATION_EXPERTISES + 1).await;
        let (last, first) = known.split_last().unwrap();
        for expertise in first {
            world.desk().link_expertise(&mara, id, *expertise).await.unwrap();
        }
        world.desk().link_expertise(&mara, id, first[0]).await.unwrap();
        assert_eq!(as_it_is(world, &mara, id).await.expertises, first);
        let over = world.desk().link_expertise(&mara, id, *last).await;
        assert_eq!(fault(over), of("expertise", Fault::TooMany { limit: CONVERSATION_EXPERTISES }));
        let unknown = world.desk().link_expertise(&mara, id, ExpertiseId(Uuid::new_v4())).await;
        assert_eq!(fault(unknown), of("expertise", Fault::Unknown));
        world.desk().unlink_expertise(&mara, id, first[0]).await.unwrap();
        world.desk().unlink_expertise(&mara, id, first[0]).await.unwrap();
        assert_eq!(as_it_is(world, &mara, id).await.expertises, first[1..]);
    }

    async fn who_leaves_hands_on_to_whoever_knows_what_is_asked_for(world: &World) {
        let mara = world.operator("Mara").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let expertise = expertises(world, 1).await[0];
        world.desk().link_expertise(&mara, id, expertise).await.unwrap();
        // Of many, chance alone would seldom choose him.
        for name in ["Ben", "Cem", "Dan", "Eve", "Fay"] {
            world.operator(name).await;
        }
        let zoe = world.operator("Zoe").await;
        let preferences = Preferences { expertises: vec![expertise], ..Preferences::default() };
        world.desk().save_preferences(&zoe, "Zoe", preferences).await.unwrap();
        let leave = Request { conversation: id, client_id: new_client_id() };
        world.desk().console_frame(&mara, FromConsole::Leave(leave)).await.unwrap();
        assert!(as_it_is(world, &mara, id).await.has_operator(zoe.id));
    }

    async fn what_is_over_takes_all_of_it_and_what_is_not_there_nothing(world: &World) {
        let mara = world.operator("Mara").await;
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let end = Request { conversation: id, client_id: new_client_id() };
        world.desk().console_frame(&mara, FromConsole::End(end)).await.unwrap();
        let tag = world.desk().make_tag(&mara, "Bug", None).await.unwrap().id;
        let expertise = expertises(world, 1).await[0];
        let before = as_it_is(world, &mara, id).await;
        world.clock.advance(1_000);
        world.desk().save_note(&mara, id, 0, "Over".to_owned()).await.unwrap();
        world.desk().tag(&mara, id, tag).await.unwrap();
        world.desk().link_expertise(&mara, id, expertise).await.unwrap();
        let after = as_it_is(world, &mara, id).await;
        assert_eq!((after.state, after.active_at), (before.state, before.active_at));
        let nowhere = ConversationId(Uuid::new_v4());
        assert_eq!(refusal(world.desk().details(&mara, nowhere).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().whole_conversation(&mara, nowhere).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().save_note(&mara, nowhere, 0, "a".to_owned()).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().tag(&mara, nowhere, tag).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().untag(&mara, nowhere, tag).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().link_expertise(&mara, nowhere, expertise).await), Refusal::NotFound);
        assert_eq!(refusal(world.desk().unlink_expertise(&mara, nowhere, expertise).await), Refusal::NotFound);
    }

    async fn consoles_hear_of_it_and_the_visitor_does_not(world: &World) {
        let mara = world.operator("Mara").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let tag = world.desk().make_tag(&mara, "Bug", None).await.unwrap().id;
        let expertise = expertises(world, 1).await[0];
        let cursor = world.cursor().await;
        let saved = world.desk().save_note(&mara, id, 0, "Rude".to_owned()).await.unwrap();
        world.desk().tag(&mara, id, tag).await.unwrap();
        world.desk().untag(&mara, id, tag).await.unwrap();
        world.desk().link_expertise(&mara, id, expertise).await.unwrap();
        world.desk().unlink_expertise(&mara, id, expertise).await.unwrap();
        let resumed = world.desk().console_resume(&mara, cursor).await.unwrap();
        let ConsoleResume::Events(told, _) = resumed else { panic!() };
        let told: Vec<Happening> = told.events.iter().filter_map(Entry::event).map(|event| event.happening.clone()).collect();
        assert_eq!(told, [
            Happening::Noted(saved),
            Happening::Tagged(tag),
            Happening::Untagged(tag),
            Happening::ExpertiseLinked(expertise),
            Happening::ExpertiseUnlinked(expertise),
        ]);
        let resumed = world.desk().visitor_resume(visitor.token, visitor.conversation, cursor).await.unwrap();
        let VisitorResume::Events(told) = resumed else { panic!() };
        assert_eq!(told.events, []);
    }
}
