/** Drawer at the side of the page with the history. Loaded on first use. */
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "../parts/icons.tsx";
import { HistoryPanel } from "./HistoryPanel.tsx";
import "../styles/history.css";

interface HistoryDrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export default function HistoryDrawer({ open, onOpenChange }: HistoryDrawerProps) {
  const close = () => onOpenChange(false);
  return (
    <ModalOverlay className="drawer-behind" isOpen={open} onOpenChange={onOpenChange} isDismissable>
      <Modal className="drawer">
        <Dialog className="drawer-dialog">
          <header className="drawer-head">
            <Heading slot="title">History</Heading>
            <button type="button" className="round" aria-label="Close" onClick={close}>
              <Icon name="close" />
            </button>
          </header>
          <HistoryPanel onOpened={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
