//! The list of what operators know about.

use crate::stories;
use crate::world::{World, new_user, refusal};
use domain::expertise::Expertise;
use domain::id::ExpertiseId;
use domain::limit::{EXPERTISES, NAME_CHARACTERS};
use domain::problem::{Fault, Problem};
use domain::user::{Preferences, Role, User};
use domain::wire::Refusal;
use server::error::Error;
use uuid::Uuid;

async fn administrator(world: &World) -> User {
    let ada = new_user("Ada", Role::Administrator);
    world.desk().create_user(ada).await.unwrap()
}

/// What colleagues know that somebody knows about.
async fn known(world: &World, user: &User) -> Vec<ExpertiseId> {
    let people = world.desk().people().await.unwrap();
    people.find(user.id).unwrap().profile.expertises.clone()
}

fn names(list: &[Expertise]) -> Vec<&str> {
    list.iter()
        .map(|expertise| expertise.name.as_str())
        .collect()
}

fn fault(outcome: Result<Vec<Expertise>, Error>) -> (String, Fault) {
    match outcome {
        Err(Error::Invalid(problems)) => {
            let [Problem { field, fault }] = problems.try_into().unwrap();
            (field, fault)
        }
        other => panic!("{other:?}"),
    }
}

stories! {
    async fn an_administrator_adds_renames_and_deletes(world: &World) {
        let ada = administrator(world).await;
        assert_eq!(world.desk().expertises(&ada).await.unwrap(), []);
        let mut list = Vec::new();
        for name in ["delivery", " Éclairage  public ", "Billing"] {
            list = world.desk().add_expertise(&ada, name).await.unwrap();
        }
        assert_eq!(names(&list), ["Billing", "delivery", "Éclairage public"]);
        assert_eq!(world.desk().expertises(&ada).await.unwrap(), list);

        let billing = list[0].id;
        let list = world.desk().rename_expertise(&ada, billing, "Billing", "Invoices").await.unwrap();
        assert_eq!(names(&list), ["delivery", "Invoices", "Éclairage public"]);
        assert_eq!(list[1].id, billing, "it is still the same one");
        let list = world.desk().delete_expertise(&ada, billing).await.unwrap();
        assert_eq!(names(&list), ["delivery", "Éclairage public"]);
    }

    async fn who_knows_about_something_says_so_and_loses_it_with_the_list(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        world.desk().add_expertise(&ada, "Billing").await.unwrap();
        let list = world.desk().add_expertise(&ada, "Delivery").await.unwrap();
        let (billing, delivery) = (list[0].id, list[1].id);
        let unknown = ExpertiseId(Uuid::now_v7());
        let chosen = Preferences {
            expertises: vec![delivery, unknown, billing, delivery],
            ..ben.preferences.clone()
        };
        let ben = world.desk().save_preferences(&ben, "Ben", chosen).await.unwrap();
        let mut both = vec![billing, delivery];
        both.sort_unstable();
        assert_eq!(ben.preferences.expertises, both);
        assert_eq!(known(world, &ben).await, both);
        let members = world.desk().members(&ada).await.unwrap();
        assert_eq!(members.expertises, list);

        world.desk().delete_expertise(&ada, billing).await.unwrap();
        assert_eq!(known(world, &ben).await, [delivery]);
        // His page still shows what he had: saving it does not bring it back.
        let saved = world.desk().save_preferences(&ben, "Ben", ben.preferences.clone()).await;
        assert_eq!(saved.unwrap().preferences.expertises, [delivery]);
    }

    async fn an_operator_reads_the_list_and_changes_nothing(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        let list = world.desk().add_expertise(&ada, "Billing").await.unwrap();
        let billing = list[0].id;
        for outcome in [
            world.desk().add_expertise(&ben, "Delivery").await,
            world.desk().rename_expertise(&ben, billing, "Billing", "Mine").await,
            world.desk().delete_expertise(&ben, billing).await,
        ] {
            assert_eq!(refusal(outcome), Refusal::Forbidden);
        }
        assert_eq!(world.desk().expertises(&ben).await.unwrap(), list);
    }

    async fn no_two_have_names_that_differ_by_capitals_alone(world: &World) {
        let ada = administrator(world).await;
        world.desk().add_expertise(&ada, "Éclairage").await.unwrap();
        let list = world.desk().add_expertise(&ada, "Billing").await.unwrap();
        let billing = list[0].id;
        let taken = |field: &str| (field.to_owned(), Fault::Taken);
        let again = world.desk().add_expertise(&ada, "BILLING ").await;
        assert_eq!(fault(again), taken("name"));
        let other = world.desk().rename_expertise(&ada, billing, "Billing", "éclairage").await;
        assert_eq!(fault(other), taken("new_name"));
        assert_eq!(world.desk().expertises(&ada).await.unwrap(), list);

        let own = world.desk().rename_expertise(&ada, billing, "Billing", "BILLING").await;
        assert_eq!(names(&own.unwrap()), ["BILLING", "Éclairage"]);
    }

    async fn a_name_is_there_and_not_too_long(world: &World) {
        let ada = administrator(world).await;
        let most = "é".repeat(NAME_CHARACTERS);
        let list = world.desk().add_expertise(&ada, &most).await.unwrap();
        let id = list[0].id;
        let over = format!("{most}é");
        let too_long = Fault::TooLong { limit: NAME_CHARACTERS };
        for (name, expected) in [(" ", Fault::Missing), ("", Fault::Missing), (&over, too_long)] {
            let added = world.desk().add_expertise(&ada, name).await;
            assert_eq!(fault(added), ("name".to_owned(), expected));
            let renamed = world.desk().rename_expertise(&ada, id, &most, name).await;
            assert_eq!(fault(renamed), ("new_name".to_owned(), expected));
        }
        assert_eq!(world.desk().expertises(&ada).await.unwrap(), list);
    }

    async fn the_list_has_an_end(world: &World) {
        let ada = administrator(world).await;
        let additions = (0..EXPERTISES).map(|number| {
            let (desk, ada) = (world.desk(), &ada);
            async move { desk.add_expertise(ada, &format!("Expertise {number}")).await }
        });
        for added in futures::future::join_all(additions).await {
            added.unwrap();
        }
        let list = world.desk().expertises(&ada).await.unwrap();
        assert_eq!(list.len(), EXPERTISES);
        let one_more = world.desk().add_expertise(&ada, "One more").await;
        assert_eq!(fault(one_more), ("name".to_owned(), Fault::TooMany { limit: EXPERTISES }));
        world.desk().delete_expertise(&ada, list[0].id).await.unwrap();
        world.desk().add_expertise(&ada, "One more").await.unwrap();
    }

    async fn who_renames_second_is_told_and_changes_nothing(world: &World) {
        let ada = administrator(world).await;
        let list = world.desk().add_expertise(&ada, "Billing").await.unwrap();
        let id = list[0].id;
        let list = world.desk().rename_expertise(&ada, id, "Billing", "Invoices").await.unwrap();
        let second = world.desk().rename_expertise(&ada, id, "Billing", "Payments").await;
        assert_eq!(fault(second), ("new_name".to_owned(), Fault::Changed));
        assert_eq!(world.desk().expertises(&ada).await.unwrap(), list);
    }

    async fn what_somebody_else_has_deleted_is_gone(world: &World) {
        let ada = administrator(world).await;
        let list = world.desk().add_expertise(&ada, "Billing").await.unwrap();
        let id = list[0].id;
        world.desk().delete_expertise(&ada, id).await.unwrap();
        assert_eq!(world.desk().delete_expertise(&ada, id).await.unwrap(), []);
        let unknown = ExpertiseId(Uuid::new_v4());
        for id in [id, unknown] {
            let renamed = world.desk().rename_expertise(&ada, id, "Billing", "Invoices").await;
            assert_eq!(refusal(renamed), Refusal::NotFound);
        }
    }

    async fn of_two_who_add_one_name_at_once_one_is_told(world: &World) {
        let ada = administrator(world).await;
        let (one, other) = tokio::join!(
            world.desk().add_expertise(&ada, "Billing"),
            world.desk().add_expertise(&ada, "billing"),
        );
        assert!(one.is_ok() != other.is_ok());
        assert_eq!(world.desk().expertises(&ada).await.unwrap().len(), 1);
    }
}
