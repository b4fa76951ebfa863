/** Frame of a dialog: title, close button, Escape. Focus returns to where it was before. */
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "./icons.tsx";

interface ModalDialogProps {
  readonly title: string;
  /** Wider than a form needs. Default false. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Shows the dialog for as long as it is mounted. */
export function ModalDialog({ title, wide = false, onClose, children }: ModalDialogProps) {
  return (
    <ModalOverlay className="dialog-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={wide ? "dialog dialog-wide" : "dialog"}>
        <Dialog className="dialog-body">
          <header className="dialog-head">
            <Heading slot="title" className="panel-title">
              {title}
            </Heading>
            <button type="button" className="round" aria-label="Close" onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
